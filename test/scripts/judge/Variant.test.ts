import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import test from 'ava'
import { checkingOnly, replaceOnce } from '../../../scripts/judge/Variant.ts'
import { specMutants } from '../../mutants/spec.ts'

const spec = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../../../spec/${name}`, import.meta.url)), 'utf8')

test('a passage is replaced where it occurs exactly once', (t) => {
  t.is(replaceOnce('a b c', 'b', '$&'), 'a $& c')
  t.throws(() => replaceOnce('a b c', 'd', ''), { message: /occurs 0 times/ })
  t.throws(() => replaceOnce('b b', 'b', ''), { message: /occurs 2 times/ })
})

test('of the properties of a model one is kept', (t) => {
  const config = 'SPECIFICATION S\nINVARIANTS\n  A\n  B\nPROPERTIES\n  C\nCONSTANTS\n  N = 1\n'
  t.is(checkingOnly(config, 'B'), 'SPECIFICATION S\nINVARIANTS\n  B\nCONSTANTS\n  N = 1\n')
  t.is(checkingOnly(config, 'C'), 'SPECIFICATION S\nPROPERTIES\n  C\nCONSTANTS\n  N = 1\n')
  t.throws(() => checkingOnly(config, 'D'), { message: /does not check D/ })
})

test('no two mutants of the specification have the same name', (t) => {
  t.is(new Set(specMutants.map(({ name }) => name)).size, specMutants.length)
})

specMutants.forEach(({ name, describe, module, passage, replacement, breaks }) => {
  test(`${name} fits the specification: ${describe}`, (t) => {
    t.not(replaceOnce(spec(module), passage, replacement), spec(module))
    if (breaks !== undefined) {
      const config = checkingOnly(spec(`models/${breaks.model}.cfg`), breaks.property)
      t.true(config.includes(`  ${breaks.property}\n`))
    }
  })
})

test('each property of Figure 3, and each that it rests on, is broken by a mutant', (t) => {
  const broken = new Set(specMutants.flatMap(({ breaks }) => breaks?.property ?? []))
  const properties = [
    ...['ElectionSafety', 'LeaderAppendOnly', 'LogMatching', 'LeaderCompleteness'],
    ...['StateMachineSafety', 'CommitIndexMonotonic', 'MatchIndexMonotonic'],
    ...['NextIndexAboveMatchIndex', 'TypeOK'],
  ]
  t.deepEqual(
    properties.filter((property) => !broken.has(property)),
    [],
  )
})

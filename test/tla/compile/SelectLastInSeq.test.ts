/** `SelectLastInSeq` built in, against its definition in the spec's folder; and what it costs. */
import { readFileSync } from 'node:fs'
import test from 'ava'
import fc from 'fast-check'
import { createMachine } from '../../../src/tla/compile/Compile.ts'
import { standardModules } from '../../../src/tla/names/Standard.ts'
import type { Machine } from '../../../src/tla/Tla.ts'
import type { FunctionValue, SequenceValue, Value } from '../../../src/tla/values/Value.ts'
import { load, parse } from '../support.ts'

const file = readFileSync('spec/SequencesExt.tla', 'utf8')

/** The file of the spec under a name that the engine does not know, so that it is read. */
const plain = file.replace('MODULE SequencesExt', 'MODULE Plain')

const spec = `---- MODULE M ----
EXTENDS Naturals, Sequences, SequencesExt
P == INSTANCE Plain
VARIABLES log, wanted
Init == log = <<>> /\\ wanted = 0
Next == UNCHANGED <<log, wanted>>
IsConfiguration(entry) == entry.kind = "configuration"
Latest(s) == SelectLastInSeq(s, IsConfiguration)
LatestAgain(s) == SelectLastInSeq(s, IsConfiguration)
LatestPlain(s) == P!SelectLastInSeq(s, IsConfiguration)
OfKind(s, kind) == SelectLastInSeq(s, LAMBDA entry : entry.kind = kind)
OfKindPlain(s, kind) == P!SelectLastInSeq(s, LAMBDA entry : entry.kind = kind)
IsWanted(entry) == entry.kind = wanted
Wanted == SelectLastInSeq(log, IsWanted)
WrongTest(s) == SelectLastInSeq(s, LAMBDA item : item)
====
`

const machine: Machine = createMachine(load({ M: spec, Plain: plain }, 'INIT Init NEXT Next'))
const { interner } = machine
const kinds = ['configuration', 'command', 'no-op']

const entry = (kind: string): FunctionValue =>
  interner.record([['kind', interner.string(kind)]]) as FunctionValue

const logOf = (of: readonly string[]): SequenceValue => interner.sequence(of.map(entry))

test('every operator of the file is one that the engine has built in, with the same arguments', (t) => {
  const body = file.slice(file.indexOf('\n') + 1, file.lastIndexOf('===='))
  const builtIn = standardModules.get('SequencesExt')
  const operators = parse(body).units.filter((unit) => unit.kind === 'Operator')
  t.deepEqual(
    operators.map(({ name }) => name.text),
    ['SelectLastInSeq'],
  )
  for (const { name, params } of operators)
    t.deepEqual(
      builtIn?.operators.get(name.text)?.params,
      params.map((param) => param.arity),
    )
})

test('the built-in operator and its definition agree on logs that are appended to and cut', (t) => {
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...kinds) },
    { weight: 1, arbitrary: fc.nat(12) },
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let log: SequenceValue = interner.empty
      for (const next of steps) {
        if (typeof next === 'string') log = interner.append(log, entry(next))
        else while (log.length > next) log = log.parent
        t.is(machine.evaluate('Latest', [log]), machine.evaluate('LatestPlain', [log]))
      }
    }),
    { numRuns: 100 },
  )
})

test('a test that mentions a name of its surroundings is answered anew for each of its values', (t) => {
  const log = logOf(['command', 'configuration', 'command', 'no-op'])
  const answers = (operator: string): readonly Value[] =>
    kinds.map((kind) => machine.evaluate(operator, [log, interner.string(kind)]))
  t.deepEqual(answers('OfKind'), [2, 3, 4])
  t.deepEqual(answers('OfKindPlain'), [2, 3, 4])
})

test('a test that reads a variable is answered anew in each state', (t) => {
  const log = logOf(['command', 'configuration', 'command', 'no-op'])
  const answers = kinds.map((kind) => machine.evaluate('Wanted', [], [log, interner.string(kind)]))
  t.deepEqual(answers, [2, 3, 4])
})

test('an answer outlives a sweep without keeping the log or confusing it with another', (t) => {
  const log = logOf(['configuration', 'command'])
  t.is(machine.evaluate('Latest', [log]), 1)
  interner.sweep([])
  t.not(logOf(['configuration', 'command']), log)
  t.is(machine.evaluate('Latest', [logOf(['configuration', 'command'])]), 1)
  t.is(machine.evaluate('Latest', [logOf(['command', 'configuration'])]), 2)
})

test('a test that is no Boolean is refused, each time', (t) => {
  for (let times = 0; times < 2; times++)
    t.throws(() => machine.evaluate('WrongTest', [interner.sequence([1])]), {
      message: /expected TRUE or FALSE/,
    })
})

/** An entry that counts how often a test looks into it. */
const createCounted = () => {
  let looks = 0
  const counted = (of: FunctionValue): FunctionValue => ({
    ...of,
    get values() {
      looks++
      return of.values
    },
  })
  const command = counted(entry('command'))
  const configuration = counted(entry('configuration'))
  return { command, configuration, looks: () => looks }
}

test('after each of 20,000 appends the latest configuration costs one look at the new entry', (t) => {
  const { command, configuration, looks } = createCounted()
  let log: SequenceValue = interner.empty
  for (let k = 1; k <= 20_000; k++) {
    log = interner.append(log, k === 2 ? configuration : command)
    t.true(machine.evaluate('Latest', [log]) === (k < 2 ? 0 : 2))
    t.true(machine.evaluate('LatestAgain', [log]) === (k < 2 ? 0 : 2))
  }
  t.is(looks(), 20_000)
})

test('a log that is cut to a prefix that nobody asked for is looked at once more, not each time', (t) => {
  const { command, configuration, looks } = createCounted()
  const list = Array.from({ length: 2_000 }, (_, k) => (k === 0 ? configuration : command))
  let log = interner.sequence(list)
  t.is(machine.evaluate('Latest', [log]), 1)
  for (; log.length > 0; log = log.parent) t.true(machine.evaluate('Latest', [log]) === 1)
  t.is(looks(), 2_000)
})

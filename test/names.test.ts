/**
 * One name everywhere: the actions of Next, as our own parser reads them, are the rules of the core
 * and the network's actions, in files of the same name, with the same parameters, tested, and told of
 * in a page.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import test from 'ava'
import { type ActionName, correspondence } from '../src/conformance/Correspondence.ts'
import { rules } from '../src/raft/Rules.ts'
import { internalActions } from '../src/raft/step.ts'
import type { Definition, Expr, Specification } from '../src/tla/names/Ir.ts'
import { configText, loadModel } from './conformance/loadModel.ts'

const specification = async (): Promise<Specification> =>
  (await loadModel(configText('Restart'))).machine.specification

const definitionOf = ({ definitions }: Specification, name: string): Definition => {
  const found = definitions.get(name)
  if (found === undefined) throw new Error(`Raft.tla defines no ${name}`)
  return found
}

/** The action that a disjunct of Next takes: below its quantifiers there is nothing else. */
const actionOf = (disjunct: Expr): Definition => {
  if (disjunct.kind === 'Exists') return actionOf(disjunct.body)
  if (disjunct.kind === 'Apply') return disjunct.definition
  throw new Error(`a disjunct of Next is no action but ${disjunct.kind}`)
}

const actionsOfNext = async (): Promise<readonly Definition[]> => {
  const { body } = definitionOf(await specification(), 'Next')
  return (body.kind === 'Or' ? body.items : [body]).map(actionOf)
}

const kindOf = (name: string): string | undefined =>
  Object.entries(correspondence).find(([action]) => action === name)?.[1].kind

const root = fileURLToPath(new URL('../../', import.meta.url))
const textOf = (path: string): string => readFileSync(`${root}${path}`, 'utf8')

test('the actions of Next are the rows of the correspondence, in its order', async (t) => {
  const actions = await actionsOfNext()
  t.deepEqual(
    actions.map(({ name }) => name),
    Object.keys(correspondence),
  )
})

test('the actions of Next are the rules of the core and the network’s actions', async (t) => {
  const actions = await actionsOfNext()
  const ofNetwork = actions.filter(({ module }) => module === 'Network').map(({ name }) => name)
  const others = actions.filter(({ module }) => module !== 'Network').map(({ name }) => name)
  t.deepEqual(others.toSorted(), Object.keys(rules).toSorted())
  t.deepEqual(
    ofNetwork.map((name) => [name, kindOf(name)]),
    ofNetwork.map((name) => [name, 'network']),
  )
})

test('each action has the parameters that the correspondence says', async (t) => {
  for (const { name, params } of await actionsOfNext()) {
    t.deepEqual(
      params.map((param) => param.name),
      [...correspondence[name as ActionName].parameters],
      name,
    )
  }
})

test('the internal actions of the specification are those of step and of the correspondence', async (t) => {
  const { body } = definitionOf(await specification(), 'InternalActions')
  const named =
    body.kind === 'SetEnum'
      ? body.items.map((item) => (item.kind === 'String' ? item.value : item.kind))
      : []
  t.deepEqual(named.toSorted(), [...internalActions].toSorted())
  t.deepEqual(
    named.map((name) => [name, kindOf(name)]),
    named.map((name) => [name, 'internal']),
  )
})

test('each rule stands in the file that is named as the module of its action', async (t) => {
  const withRules = (await actionsOfNext()).filter(({ name }) => kindOf(name) !== 'network')
  for (const { name, module } of withRules) {
    t.regex(textOf(`src/raft/${module}.ts`), new RegExp(`export const ${name}: Rule<`), name)
  }
})

test('each rule has tests in the file of its module', async (t) => {
  const withRules = (await actionsOfNext()).filter(({ name }) => kindOf(name) !== 'network')
  for (const { name, module } of withRules) {
    t.regex(textOf(`test/raft/${module}.test.ts`), new RegExp(`\\b${name}\\b`), name)
  }
})

test('each action has a heading in the page of its module', async (t) => {
  for (const { name, module } of await actionsOfNext()) {
    t.regex(textOf(`docs/${module}.md`), new RegExp(`^#+ .*\\b${name}\\b`, 'm'), name)
  }
})

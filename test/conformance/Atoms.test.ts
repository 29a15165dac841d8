import test from 'ava'
import { atomsOf, numberConstant } from '../../src/conformance/Atoms.ts'
import type { ConfigValue } from '../../src/tla/names/Ir.ts'
import { createInterner } from '../../src/tla/values/Interner.ts'
import { constantsOnly, projected } from './aModel.ts'

const text = (value: string): ConfigValue => ({ kind: 'String', value })
const model = (name: string): ConfigValue => ({ kind: 'ModelValue', name })
const set = (...items: readonly ConfigValue[]): ConfigValue => ({ kind: 'Set', items })
const number = (value: number): ConfigValue => ({ kind: 'Number', value })

const whole = {
  Server: set(text('s1'), text('s2')),
  InitialVoters: set(text('s1')),
  VoterSets: set(set(text('s2'))),
  Deviations: set(),
  Value: set(model('x')),
  Nil: model('Nil'),
  Options: set(),
}
const atoms = (constants: Readonly<Record<string, ConfigValue>>) =>
  atomsOf(constantsOnly(constants), createInterner())

test('names of the core and values of the specification stand for each other', (t) => {
  const { server, command: value } = projected().atoms
  t.is(server.gamma(server.alpha('s2')), 's2')
  t.is(value.gamma(value.alpha('y')), 'y')
  t.throws(() => server.alpha('s9'), { message: 'not a server of the model' })
  t.throws(() => server.gamma(7), { message: 'not a server of the model' })
})

test('a model without a constant that conform needs is refused by its name', (t) => {
  const { Nil: _, ...others } = whole
  t.throws(() => atoms(others), {
    message: 'Raft declares no constant Nil, which conform needs',
  })
})

test('a constant of another kind is refused', (t) => {
  t.throws(() => atoms({ ...whole, Server: text('s1') }), {
    message: 'the constant Server must be a set',
  })
  t.throws(() => atoms({ ...whole, Server: set(number(1)) }), {
    message: 'servers, commands and Nil must be model values or strings',
  })
})

test('two values with one name could not be told apart', (t) => {
  t.throws(() => atoms({ ...whole, Server: set(text('s1'), model('s1')) }), {
    message: 'two servers of the model have one name',
  })
})

test('a number is read if the model has it', (t) => {
  t.is(numberConstant(constantsOnly({ MaxLog: number(3) }), 'MaxLog'), 3)
  t.is(numberConstant(constantsOnly({ MaxLog: text('3') }), 'MaxLog'), undefined)
  t.is(numberConstant(constantsOnly({}), 'MaxLog'), undefined)
})

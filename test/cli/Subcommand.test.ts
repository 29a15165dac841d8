import test from 'ava'
import { Command } from 'commander'
import {
  integer,
  probability,
  rate,
  refuse,
  repeated,
  subcommand,
} from '../../src/cli/Subcommand.ts'
import { memoryIo } from './memoryIo.ts'

test('integer reads whole numbers within bounds', (t) => {
  t.is(integer(1)('12'), 12)
  t.is(integer(-3, 3)('-3'), -3)
})

for (const text of ['', 'x', '1.5', '1e3', '0x10', ' 1', '0', '11', '99999999999999999999'])
  test(`integer from 1 to 10 refuses "${text}"`, (t) => {
    t.throws(() => integer(1, 10)(text), { message: 'Expected a whole number from 1 to 10.' })
  })

test('integer without an upper bound names the lower one', (t) => {
  t.throws(() => integer(1)('0'), { message: 'Expected a whole number, at least 1.' })
})

test('probability reads 0, 1 and what lies between', (t) => {
  t.deepEqual(['0', '1', '0.25', '.5', '1.0'].map(probability), [0, 1, 0.25, 0.5, 1])
})

for (const text of ['', '-0.1', '1.1', 'half', '1e-1'])
  test(`probability refuses "${text}"`, (t) => {
    t.throws(() => probability(text), { message: 'Expected a number from 0 to 1.' })
  })

test('rate reads 0 and what can be told apart from it', (t) => {
  t.deepEqual(['0', '0.001', '.5', '20', '1000'].map(rate), [0, 0.001, 0.5, 20, 1000])
})

for (const text of ['', '-1', '0.0009', '1001', 'often', '1e2'])
  test(`rate refuses "${text}"`, (t) => {
    t.throws(() => rate(text), { message: 'Expected 0, or a number from 0.001 to 1000.' })
  })

test('repeated collects the values of an option in order', (t) => {
  t.deepEqual(repeated('b', repeated('a', undefined)), ['a', 'b'])
})

test('a subcommand explains its exit codes and shows examples in its help', (t) => {
  const help: string[] = []
  const command = subcommand({
    name: 'look',
    summary: 'look',
    description: 'Looks.',
    exits: { holds: 'seen', found: 'not seen', undecided: 'too dark' },
    examples: [['raft-conformance look here', 'looks here']],
  }).configureOutput({ writeOut: (text) => void help.push(text) })
  t.true(command instanceof Command)
  command.outputHelp()
  t.regex(
    help.join(''),
    /0 {2}seen\n {2}1 {2}not seen\n {2}2 {2}the input cannot be used.*\n {2}3 {2}too dark/,
  )
  t.regex(help.join(''), /\$ raft-conformance look here\n {6}looks here/)
})

test('refuse writes one message and ends with 2', async (t) => {
  const world = memoryIo()
  const code = await refuse(world.io, { json: false }, { file: 'a', line: 3, message: 'no' })
  t.deepEqual([code, world.stdout(), world.stderr()], [2, '', 'a:3: no\n'])
})

test('refuse with --json leaves a document on standard output too', async (t) => {
  const world = memoryIo()
  const problem = { file: 'a', message: 'no' }
  t.is(await refuse(world.io, { json: true }, problem), 2)
  t.deepEqual(JSON.parse(world.stdout()), { verdict: 'unusable', problem })
})

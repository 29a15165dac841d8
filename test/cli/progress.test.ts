import test from 'ava'
import { progress } from '../../src/cli/progress.ts'
import { memoryIo } from './memoryIo.ts'

test('progress is silent where standard error is no terminal', (t) => {
  const world = memoryIo()
  const shown = progress(world.io)
  shown.update(() => 'never made')
  shown.clear()
  t.is(world.stderr(), '')
})

test('progress shows one line, at most ten times a second, and takes it away', (t) => {
  let now = 0
  const world = memoryIo({}, { stderrIsTerminal: true, width: 8, now: () => now })
  const shown = progress(world.io)
  for (now = 0; now < 250; now += 50) shown.update(() => `at ${now} ms`)
  shown.clear()
  shown.clear()
  const line = '\r\u001b[2K'
  t.is(world.stderr(), `${line}at 0 ms${line}at 100 ${line}at 200 ${line}`)
})

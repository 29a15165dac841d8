/** `node scripts/examples.mjs`: writes the traces in traces/examples anew. */
import process from 'node:process'
import { build, root } from './build.mjs'

process.chdir(root)
if (build()) {
  const { runExamples } = await import('../build/scripts/examples/runExamples.js')
  process.exitCode = runExamples()
} else {
  process.exitCode = 1
}

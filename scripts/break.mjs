/** `node scripts/break.mjs [MUTANT [--show VARIABLES]]`: breaks the specification on purpose. */
import process from 'node:process'
import { build, root } from './build.mjs'

process.chdir(root)
if (build()) {
  const { runBreak } = await import('../build/scripts/breaking/runBreak.js')
  process.exitCode = runBreak(process.argv.slice(2))
} else {
  process.exitCode = 2
}

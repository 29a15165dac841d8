/** `npm run check`: types, format, style, import directions, dead code, lockfile, stray words. */
import process from 'node:process'
import { build, root } from './build.mjs'

process.chdir(root)
if (build()) {
  const { runChecks } = await import('../build/scripts/checking/runChecks.js')
  process.exitCode = runChecks()
} else {
  process.stdout.write('✗ types (tsc)\n0 passed, 1 failed\n')
  process.exitCode = 1
}

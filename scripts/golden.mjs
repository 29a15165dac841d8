/** `npm run golden [-- --update]`: generates the golden traces in traces/ from the specification. */
import process from 'node:process'
import { build, root } from './build.mjs'

process.chdir(root)
if (build()) {
  const { runGolden } = await import('../build/scripts/golden/runGolden.js')
  process.exitCode = await runGolden(process.argv.slice(2))
} else {
  process.exitCode = 1
}

/** `npm test [-- FILE... | --no-coverage]`: builds what is stale, then runs the tests. */
import process from 'node:process'
import { build, root } from './build.mjs'

process.chdir(root)
if (build()) {
  const { runTests } = await import('../build/scripts/testing/runTests.js')
  process.exitCode = await runTests(process.argv.slice(2))
} else {
  process.stdout.write('the build failed: no test was run\n0 passed, 1 failed\n')
  process.exitCode = 1
}

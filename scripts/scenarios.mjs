/** `npm run scenarios [-- --update]`: plays the scenarios in traces/, keeps its schemas. */
import process from 'node:process'
import { build, root } from './build.mjs'

process.chdir(root)
if (build()) {
  const { runScenarios } = await import('../build/scripts/scenarios/runScenarios.js')
  process.exitCode = runScenarios(process.argv.slice(2))
} else {
  process.exitCode = 1
}

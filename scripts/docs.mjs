/** `npm run docs [-- PAGE...]`: expands the code and the command output that the pages hold. */
import process from 'node:process'
import { build, root } from './build.mjs'

process.chdir(root)
if (build()) {
  const { runDocs } = await import('../build/scripts/docs/runDocs.js')
  process.exitCode = runDocs(process.argv.slice(2))
} else {
  process.exitCode = 1
}

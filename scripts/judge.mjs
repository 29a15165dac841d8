/** `npm run judge [-- models | mutants | traces | FILE]...`: TLC beside our own engine. */
import process from 'node:process'
import { build, root } from './build.mjs'

process.chdir(root)
if (build()) {
  const { runJudge } = await import('../build/scripts/judge/runJudge.js')
  process.exitCode = await runJudge(process.argv.slice(2))
} else {
  process.exitCode = 2
}

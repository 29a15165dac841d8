/** `node scripts/roles.mjs`: what each role does on each RPC. */
import process from 'node:process'
import { build, root } from './build.mjs'

process.chdir(root)
if (build()) {
  const { runRoles } = await import('../build/scripts/roles/runRoles.js')
  process.exitCode = runRoles()
} else {
  process.exitCode = 1
}

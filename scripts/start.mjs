/**
 * `npm start [-- ARGUMENTS]`: on a fresh clone with nothing but Node and npm, installs what is
 * missing, builds what is stale, and compares specification and core (`conform`).
 *
 * Only Node's own modules are imported: nothing else is there yet.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, root } from './build.mjs'

const [LEAST_MAJOR, LEAST_MINOR] = [20, 19]

const isNodeTooOld = () => {
  const [major, minor] = process.versions.node.split('.').map(Number)
  return major < LEAST_MAJOR || (major === LEAST_MAJOR && minor < LEAST_MINOR)
}

const packagesIn = (file) => {
  const path = join(root, file)
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : undefined
}

/** npm leaves beside the packages what it installed: compared by content, since a clone has no times. */
const isInstalled = () => {
  const wanted = packagesIn('package-lock.json')
  const present = packagesIn('node_modules/.package-lock.json')
  if (present === undefined) return false
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || optional === true || present[path]?.version === version,
  )
}

/** npm says where it lies when it runs a script; otherwise the shell knows. */
const npm = (...args) => {
  const npmScript = process.env.npm_execpath
  const stdio = ['ignore', process.stderr, process.stderr]
  const { status } = npmScript?.endsWith('.js')
    ? spawnSync(process.execPath, [npmScript, ...args], { cwd: root, stdio })
    : spawnSync('npm', args, { cwd: root, stdio, shell: process.platform === 'win32' })
  return status === 0
}

const fail = (message) => {
  process.stderr.write(`${message}\n`)
  process.exit(2)
}

if (isNodeTooOld())
  fail(`Node ${process.versions.node} is too old: ${LEAST_MAJOR}.${LEAST_MINOR} or later is needed`)
if (!isInstalled()) {
  process.stderr.write('installing what package-lock.json names ...\n')
  if (!npm('ci')) fail('npm ci failed; what it says above is to be mended first')
}
if (!build()) fail('the build failed; what it says above is to be mended first')

const { status, signal } = spawnSync(
  process.execPath,
  [join(root, 'build/src/cli/bin.js'), 'conform', ...process.argv.slice(2)],
  { stdio: 'inherit' },
)
if (signal !== null) process.kill(process.pid, signal)
process.exitCode = status ?? 2

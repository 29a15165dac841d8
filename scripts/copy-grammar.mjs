// Copies the official TLA+ grammar and its licence into build/grammar/, so that whoever installs
// this package needs neither the grammar's package nor its build scripts. The bytes are pinned.
import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const expected = '40e066a8cf25a4415dbb5340bb401c80aa96837d05ee2710b00ae951b046b22c'
const wasm = 'tree-sitter-tlaplus.wasm'

const from = dirname(
  createRequire(import.meta.url).resolve('@tlaplus/tree-sitter-tlaplus/package.json'),
)
const to = fileURLToPath(new URL('../build/grammar/', import.meta.url))

const actual = createHash('sha256')
  .update(readFileSync(join(from, wasm)))
  .digest('hex')
if (actual !== expected) {
  console.error(`${join(from, wasm)} has sha256 ${actual}, expected ${expected}.`)
  process.exit(1)
}
mkdirSync(to, { recursive: true })
copyFileSync(join(from, wasm), join(to, wasm))
copyFileSync(join(from, 'LICENSE'), join(to, 'LICENSE'))

import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { loadGrammar } from '../tla/syntax/Grammar.ts'
import type { Grammar } from '../tla/syntax/Grammar.ts'

const load = async (): Promise<Grammar> => {
  const [runtime, tlaplus] = await Promise.all([
    readFile(fileURLToPath(import.meta.resolve('web-tree-sitter/web-tree-sitter.wasm'))),
    readFile(new URL('../../grammar/tree-sitter-tlaplus.wasm', import.meta.url)),
  ])
  return loadGrammar({ runtime, tlaplus })
}

let loaded: Promise<Grammar> | undefined

/**
 * The grammar as the build laid it beside the compiled program (`build/grammar/`), and the runtime
 * that comes with web-tree-sitter. Read once: the runtime must not be started twice at a time.
 */
export const readGrammar = (): Promise<Grammar> => (loaded ??= load())

/**
 * The official TLA+ grammar behind a plain function. This module alone knows web-tree-sitter; the
 * bytes of both WebAssembly modules are handed in, so that it runs wherever WebAssembly does.
 */
import { Language, Parser } from 'web-tree-sitter'
import type { Tree, TreeCursor } from 'web-tree-sitter'
import type { CstNode } from './Cst.ts'
import { TlaError } from './Diagnostic.ts'
import { maximumParseTime } from './Limits.ts'
import type { SourceText } from './Span.ts'
import { lineIndex } from './Span.ts'
import { syntaxError } from './SyntaxErrors.ts'
import type { ParserState } from './SyntaxErrors.ts'

export interface GrammarBytes {
  /** `web-tree-sitter.wasm`, the parser's runtime. */
  readonly runtime: Uint8Array
  /** `tree-sitter-tlaplus.wasm`, the grammar. */
  readonly tlaplus: Uint8Array
}

export interface Grammar {
  /** The tree of a prepared text (see Source.ts); throws a TlaError at the first syntax error. */
  readonly parse: (source: SourceText) => CstNode
}

/** A node under construction: its children arrive after it. */
interface Draft extends CstNode {
  readonly children: Draft[]
}

/** Reads the node that a cursor stands on. Each question crosses into WebAssembly, so few are asked. */
type Drafter = (cursor: TreeCursor) => Draft

const drafter = (language: Language, source: SourceText): Drafter => {
  const position = lineIndex(source.text)
  const named = language.types.map((_, type) => language.nodeTypeIsNamed(type))
  return (cursor) => {
    const type = cursor.nodeTypeId
    const { startIndex, endIndex } = cursor
    const start = position(startIndex)
    const end = position(endIndex)
    return {
      type: language.types[type] ?? 'ERROR',
      named: named[type] ?? false,
      field: language.fields[cursor.currentFieldId] ?? undefined,
      text: source.text.slice(startIndex, endIndex),
      span: {
        file: source.file,
        line: start.line,
        column: start.column,
        endLine: end.line,
        endColumn: end.column,
      },
      children: [],
    }
  }
}

/** Copies the tree without recursion: its depth is the input's to choose. */
const copyTree = (tree: Tree, draft: Drafter): CstNode => {
  const cursor = tree.walk()
  const root = draft(cursor)
  const ancestors: Draft[] = [root]
  const add = (): boolean => {
    const node = draft(cursor)
    ancestors.at(-1)?.children.push(node)
    ancestors.push(node)
    return true
  }
  while (ancestors.length > 0) {
    if (cursor.gotoFirstChild()) {
      add()
      continue
    }
    let moved = false
    while (!moved && ancestors.length > 0) {
      ancestors.pop()
      if (ancestors.length > 0 && cursor.gotoNextSibling()) moved = add()
      else cursor.gotoParent()
    }
  }
  cursor.delete()
  return root
}

/** Parses once more with the parser's own log, which says exactly where it was stuck and in what state. */
const stuckIn = (parser: Parser, text: string): readonly ParserState[] => {
  const stuck: ParserState[] = []
  let state: ParserState | undefined
  let resumed = false
  parser.setLogger((message, isLex) => {
    if (isLex || resumed) return
    const step = /^process .*state:(\d+), row:(\d+), col:(\d+)/.exec(message)
    if (step !== null)
      state = { id: Number(step[1]), line: Number(step[2]) + 1, column: Number(step[3]) / 2 + 1 }
    if (message.startsWith('detect_error') && state !== undefined) stuck.push(state)
    if (message.startsWith('resume') || message.startsWith('recover')) resumed = true
  })
  parser.parse(text, null, { progressCallback: () => resumed })?.delete()
  parser.reset()
  parser.setLogger(null)
  return stuck
}

const expectedIn = (language: Language, state: number): readonly string[] => {
  const symbols = language.lookaheadIterator(state)
  if (symbols === null) return []
  const names = [...symbols]
  symbols.delete()
  return names
}

/** Parses within a time; undefined where that was not enough. */
const parseWithin = (parser: Parser, text: string, milliseconds: number): Tree | undefined => {
  const end = performance.now() + milliseconds
  const tree = parser.parse(text, null, { progressCallback: () => performance.now() > end })
  if (tree === null) parser.reset()
  return tree ?? undefined
}

/**
 * Loads runtime and grammar. Once per process is enough: the runtime keeps what it was given first.
 * A text that takes longer than `patience` milliseconds to parse is refused.
 */
export const loadGrammar = async (
  bytes: GrammarBytes,
  patience = maximumParseTime,
): Promise<Grammar> => {
  await Parser.init({ wasmBinary: bytes.runtime })
  const language = await Language.load(bytes.tlaplus)
  const parser = new Parser()
  parser.setLanguage(language)
  const parse = (source: SourceText): CstNode => {
    const tree = parseWithin(parser, source.text, patience)
    if (tree === undefined)
      throw new TlaError({
        code: 'TLA005',
        message: `${source.file} takes longer than ${String(patience / 1000)} s to parse, so it is not read: its expressions nest too deep.`,
      })
    try {
      if (!tree.rootNode.hasError) return copyTree(tree, drafter(language, source))
    } finally {
      tree.delete()
    }
    const stuck = stuckIn(parser, source.text)
    throw syntaxError(source, stuck, (state) => expectedIn(language, state))
  }
  return { parse }
}

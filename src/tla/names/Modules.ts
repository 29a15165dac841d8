/** Reads modules by name, each once. */
import type { ModuleSyntax, Name } from '../syntax/Ast.ts'
import { TlaError } from '../syntax/Diagnostic.ts'
import type { Grammar } from '../syntax/Grammar.ts'
import { maximumModules } from '../syntax/Limits.ts'
import { parseModule } from '../syntax/parse.ts'
import { expandTabs } from '../syntax/Source.ts'
import type { SourceText } from '../syntax/Span.ts'
import { refuse } from './Context.ts'

/** Finds the text of a module; the caller knows folders and libraries. */
export type ReadModule = (name: string) => SourceText | undefined

export interface Modules {
  readonly module: (name: Name) => ModuleSyntax
  readonly root: (name: string) => ModuleSyntax
  /** By file; the text that the spans refer to. */
  readonly sources: ReadonlyMap<string, string>
}

const checkName = (module: ModuleSyntax, name: string): ModuleSyntax =>
  module.name.text === name
    ? module
    : refuse(
        'TLA115',
        `This file should hold module \`${name}\`, but it holds \`${module.name.text}\`.`,
        module.name.span,
      )

export const modulesOf = (grammar: Grammar, read: ReadModule): Modules => {
  const known = new Map<string, ModuleSyntax>()
  const sources = new Map<string, string>()
  const get = (name: string, missing: () => TlaError): ModuleSyntax => {
    const module = known.get(name)
    if (module !== undefined) return module
    const source = known.size < maximumModules ? read(name) : undefined
    if (source === undefined) throw missing()
    sources.set(source.file, expandTabs(source.text))
    const parsed = checkName(parseModule(grammar, source), name)
    known.set(name, parsed)
    return parsed
  }
  return {
    module: ({ text, span }) =>
      get(
        text,
        () =>
          new TlaError({
            code: 'TLA114',
            message: `There is no module \`${text}\`: no file ${text}.tla was found, and the engine does not bring it along.`,
            span,
          }),
      ),
    root: (name) =>
      get(
        name,
        () =>
          new TlaError({
            code: 'TLA114',
            message: `There is no module \`${name}\` to begin with.`,
          }),
      ),
    sources,
  }
}

/** What a model leaves out, and the specification with it put back. */
import type { Config } from '../../tla/syntax/Config.ts'
import { actionNames } from './Bindings.ts'

const names: ReadonlySet<string> = new Set(actionNames)

/** The actions that a configuration replaces, so that they never happen. */
export const actionsLeftOut = (config: Config): readonly string[] =>
  config.replacements.map(({ name }) => name.text).filter((name) => names.has(name))

/**
 * The configuration with these actions as the specification has them. `conform` does not take them
 * in such a model, but `step` may, and is then replayed in the specification as it is.
 */
export const withoutReplacedActions = (config: Config): Config => ({
  ...config,
  replacements: config.replacements.filter(({ name }) => !names.has(name.text)),
})

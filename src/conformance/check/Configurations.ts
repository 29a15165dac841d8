/** What the specification itself says of configurations, asked where a line depends on it. */
import type { Machine } from '../../tla/compile/Machine.ts'
import type { SequenceValue, Value } from '../../tla/values/Value.ts'
import type { Point } from './Path.ts'

export interface Configurations {
  /** The configuration that the server of a point goes by. */
  readonly of: (point: Pick<Point, 'server' | 'state'>) => Value
  /** Whether the latest configuration of a log is joint: the change is not yet completed. */
  readonly isJointIn: (log: SequenceValue) => boolean
}

export const createConfigurations = ({ evaluate }: Machine): Configurations => ({
  of: ({ server, state }) => evaluate('ConfigurationOf', [server], state),
  isJointIn: (log) => evaluate('IsJoint', [evaluate('LatestConfiguration', [log])]) === true,
})

/**
 * The configuration that a server goes by (6): the latest in its log, committed or not, so that a
 * server whose log is cut falls back to the one before.
 */
import { type Configuration, stable } from './Configuration.ts'
import { cut, latestConfiguration, type Log } from './Log.ts'
import type { Constants, Server } from './Server.ts'

/** The latest configuration in a log. */
export const configurationIn = ({ initialVoters }: Constants, log: Log): Configuration =>
  latestConfiguration(log, stable(initialVoters))

export const configurationOf = (constants: Constants, s: Server): Configuration =>
  configurationIn(
    constants,
    constants.deviations.ConfigurationAppliedLate ? cut(s.log, s.lastApplied) : s.log,
  )

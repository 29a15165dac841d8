import { TlaError } from '../syntax/Diagnostic.ts'

/** The ways in which evaluation fails; the codes are stable and documented. */
export const failures = {
  comparison: 'TLA301',
  range: 'TLA302',
  limit: 'TLA303',
  domain: 'TLA304',
  type: 'TLA305',
  choose: 'TLA306',
  noCase: 'TLA307',
  depth: 'TLA308',
  assert: 'TLA309',
  unassigned: 'TLA310',
  argument: 'TLA311',
} as const

export type Failure = keyof typeof failures

/** Throws; the compiled code that called adds the position (`locate`). */
export const fail = (failure: Failure, message: string): never => {
  throw new TlaError({ code: failures[failure], message })
}

/**
 * One instance at one state, on both sides: the same enabledness, the same next state, the same
 * messages. The innermost loop of `conform`.
 */
import { TlaError } from '../../tla/syntax/Diagnostic.ts'
import type { Bags } from './Bags.ts'
import { actionNames, type Bindings, type Instance } from './Bindings.ts'
import type { CoreResult, CoreRules } from './CoreRules.ts'
import type { Finding } from './Finding.ts'
import type { ServerStates } from './ServerStates.ts'
import type { SpecRunner } from './SpecRunner.ts'

/** Everything that takes part in comparing one model. */
export interface Sides {
  readonly spec: SpecRunner
  readonly states: ServerStates
  readonly bags: Bags
  readonly bindings: Bindings
  readonly core: CoreRules
  /** The cell of `messages` in a row. */
  readonly messagesCell: number
}

/** The state under comparison. */
export interface Here {
  /** Its number among the states found. */
  state: number
  readonly row: Int32Array
  /** The state of each server. */
  readonly servers: Int32Array
}

export interface Counts {
  /** Instances enabled on both sides, per action of the correspondence. */
  readonly occurred: number[]
  /** Instances enabled on neither side. */
  disabled: number
}

export const makeCounts = (): Counts => ({ occurred: actionNames.map(() => 0), disabled: 0 })

export const cannotEvaluate = (why: string): string =>
  `the specification cannot be evaluated: ${why}`

export const severalSuccessors = (successors: number): string =>
  `the specification has ${String(successors)} successors for one instance`

/** Runs the specification; an evaluation that fails is told as its message. */
export const runSpec = (spec: SpecRunner, handle: number): number | string => {
  try {
    return spec.run(handle)
  } catch (error) {
    if (error instanceof TlaError) return error.diagnostic.message
    throw error
  }
}

/** Writes the row that the core goes to from `here`; false if a message is taken that is not there. */
export const writeCoreRow = (
  sides: Sides,
  here: Here,
  place: number,
  to: number,
  change: number,
  row: Int32Array,
): boolean => {
  row.set(here.row)
  if (place >= 0) sides.states.move(row, place, here.servers[place] as number, to)
  const bag = sides.bags.after(row[sides.messagesCell] as number, change)
  row[sides.messagesCell] = bag
  return bag >= 0
}

export const sameRow = (a: Int32Array, b: Int32Array): boolean => {
  for (let cell = 0; cell < a.length; cell++) if (a[cell] !== b[cell]) return false
  return true
}

const ONLY_SPEC = 'the specification can take it, the core cannot'
const ONLY_CORE = 'the core can take it, the specification cannot'

const networkResult = (bags: Bags, { label, message }: Instance): CoreResult => ({
  _tag: 'Taken',
  to: 0,
  change: label.action === 'DropMessage' ? bags.change(message, []) : bags.change(-1, [message]),
})

interface Shown {
  readonly spec?: boolean
  readonly core?: boolean
  readonly explain?: boolean
}

/** Findings about an instance at `here`, with the rows that the two sides have gone to. */
const findingAt =
  (sides: Sides, here: Here, next: Int32Array) =>
  (what: string, instance: number, shown: Shown = {}): Finding => ({
    what,
    state: here.state,
    instance,
    ...(shown.spec === true ? { spec: sides.spec.next.slice() } : {}),
    ...(shown.core === true ? { core: next.slice() } : {}),
    ...(shown.explain === true ? { disabledAt: here.row.slice() } : {}),
  })

/** The first thing wrong with an instance that both sides take. */
const disagreement = (
  { kind }: Instance,
  here: Int32Array,
  core: Int32Array,
  spec: Int32Array,
): string | undefined => {
  if (!sameRow(core, spec)) return 'specification and core go to different states'
  return kind === 'internal' && sameRow(core, here)
    ? 'an internal action changes nothing: a fixed point would never end'
    : undefined
}

/**
 * Makes the comparison of instances at `here`.
 *
 * @returns a function that compares one instance and leaves the next row in `next`: true if it is
 * enabled, false if it is not, or what was found
 */
export const makeComparison = (sides: Sides, here: Here, counts: Counts) => {
  const { spec, bindings, bags, core } = sides
  const next = new Int32Array(here.row.length)
  const finding = findingAt(sides, here, next)

  const compare = (number: number): boolean | Finding => {
    const instance = bindings.instance(number)
    const { place } = instance
    const successors = runSpec(spec, instance.handle)
    if (typeof successors === 'string') {
      return finding(cannotEvaluate(successors), number)
    }
    if (successors > 1) {
      return finding(severalSuccessors(successors), number, { spec: true })
    }
    const result =
      place < 0 ? networkResult(bags, instance) : core.run(number, here.servers[place] as number)
    if (result._tag === 'Broken') return finding(result.what, number)
    if (result._tag === 'Disabled') {
      if (successors > 0) return finding(ONLY_SPEC, number, { spec: true })
      counts.disabled++
      return false
    }
    if (!writeCoreRow(sides, here, place, result.to, result.change, next)) {
      return finding('the core takes a message that is not in the network', number)
    }
    if (successors === 0) return finding(ONLY_CORE, number, { core: true, explain: true })
    const what = disagreement(instance, here.row, next, spec.next)
    if (what !== undefined) return finding(what, number, { spec: true, core: true })
    counts.occurred[instance.action] = (counts.occurred[instance.action] as number) + 1
    return true
  }
  return { compare, next }
}

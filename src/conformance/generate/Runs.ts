/** Runs of the specification worth keeping: random ones, and the shortest to each goal. */
import type { Label, Machine, State } from '../../tla/compile/Machine.ts'
import type { SpecRun, SpecStep } from './SpecRun.ts'

const withinBounds = (machine: Machine): ((state: State) => boolean) => {
  const constraints = machine.specification.constraints.map(machine.predicate)
  return (state) => constraints.every((holds) => holds(state))
}

const stepsFrom = (machine: Machine, state: State): readonly SpecStep[] => {
  const steps: SpecStep[] = []
  machine.successors(state, (label, next) => steps.push({ label, state: next }))
  return steps
}

const initialOf = (machine: Machine): State => {
  const [initial, another] = machine.initialStates()
  if (initial === undefined || another !== undefined)
    throw new Error('expected a specification with one initial state')
  return initial
}

const sameState = (a: State, b: State): boolean => a.every((value, k) => value === b[k])

/**
 * A random walk of steps that change something. `choose` picks a number below its argument, so that
 * the caller holds the seed. The action is chosen first, or those with many instances would crowd
 * out the rest, and a rare one only once in `rarity` times, or the walk would never get anywhere.
 */
export const walk = (
  machine: Machine,
  length: number,
  choose: (bound: number) => number,
  rare: ReadonlySet<string>,
  rarity: number,
): SpecRun => {
  const initial = initialOf(machine)
  const inBounds = withinBounds(machine)
  const pick = <A>(from: readonly A[]): A | undefined => from[choose(from.length)]
  const steps: SpecStep[] = []
  let at = initial
  while (steps.length < length) {
    const possible = stepsFrom(machine, at).filter(
      ({ state }) => !sameState(state, at) && inBounds(state),
    )
    const actions = [...new Set(possible.map(({ label }) => label.name))]
    const usual = actions.filter((name) => !rare.has(name))
    const action = pick(usual.length === 0 || choose(rarity) === 0 ? actions : usual)
    const step = pick(possible.filter(({ label }) => label.name === action))
    if (step === undefined) break
    steps.push(step)
    at = step.state
  }
  return { initial, steps }
}

interface Node {
  readonly step: SpecStep
  readonly from: Node | undefined
}

const runTo = (initial: State, node: Node): SpecRun => {
  const steps: SpecStep[] = []
  for (let at: Node | undefined = node; at !== undefined; at = at.from) steps.unshift(at.step)
  return { initial, steps }
}

/** Identity of values is equality, so a state is told apart by what its values are. */
const createNumbering = () => {
  const numbers = new Map<unknown, number>()
  return (value: unknown): number => {
    const known = numbers.get(value)
    if (known !== undefined) return known
    numbers.set(value, numbers.size)
    return numbers.size - 1
  }
}

/** The names of the goals that a run reaches by its last two actions. */
export type Goals = (last: Label, before: Label | undefined) => readonly string[]

/**
 * The shortest run to each goal, breadth first over pairs of a state and the action that led to it.
 *
 * @param most how many such pairs are looked at
 * @param wanted how many goals there are, if that is known: all found, the search is over
 */
export const shortestRuns = (
  machine: Machine,
  goals: Goals,
  most: number,
  wanted: number,
): ReadonlyMap<string, SpecRun> => {
  const initial = initialOf(machine)
  const inBounds = withinBounds(machine)
  const number = createNumbering()
  const seen = new Set<string>()
  const found = new Map<string, SpecRun>()
  const queue: (Node | undefined)[] = [undefined]
  for (const from of queue) {
    if (seen.size >= most || found.size >= wanted) break
    for (const step of stepsFrom(machine, from?.step.state ?? initial)) {
      const node: Node = { step, from }
      for (const goal of goals(step.label, from?.step.label))
        if (!found.has(goal)) found.set(goal, runTo(initial, node))
      const key = `${step.label.name} ${step.state.map(number).join(' ')}`
      if (seen.has(key) || !inBounds(step.state)) continue
      seen.add(key)
      queue.push(node)
    }
  }
  return found
}

/**
 * The TLA+ engine: what `raft-conformance/tla` exports. It knows nothing of Raft, of files or of
 * processes: texts and bytes are handed in.
 *
 * ```ts
 * const grammar = await loadGrammar(bytes)
 * const machine = compile({ grammar, read, root: 'Model', config })
 * const result = chain((machine) => explore(machine))(machine)
 * ```
 */
import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from 'fp-ts/lib/Either.js'
import { createMachine } from './compile/Compile.ts'
import type { Machine } from './compile/Machine.ts'
import type { Exploration, ExploreOptions as MachineOptions } from './explore/Explore.ts'
import { exploreMachine } from './explore/Explore.ts'
import { makePlainStepper } from './explore/PlainStepper.ts'
import type { Stepper } from './explore/Stepper.ts'
import { createMemo } from './memo/Memo.ts'
import { makeMemoStepper } from './memo/MemoStepper.ts'
import type { SpecificationText } from './names/load.ts'
import { loadSpecification } from './names/load.ts'
import type { Diagnostic } from './syntax/Diagnostic.ts'
import { TlaError } from './syntax/Diagnostic.ts'
import type { Value } from './values/Value.ts'

export type { Action, Instance, Label, Machine, State } from './compile/Machine.ts'
export type { Exploration } from './explore/Explore.ts'
export type { ActionCount, Ending, Outcome, TraceState, Violation } from './explore/Outcome.ts'
export type { Limits, Progress } from './explore/Search.ts'
export type { ConfigValue, Specification } from './names/Ir.ts'
export type { SpecificationText } from './names/load.ts'
export type { Diagnostic } from './syntax/Diagnostic.ts'
export type { Grammar, GrammarBytes } from './syntax/Grammar.ts'
export { loadGrammar } from './syntax/Grammar.ts'
export type { Span } from './syntax/Span.ts'
export { showSpan } from './syntax/Span.ts'
export { show } from './values/Show.ts'
export type { Value }

export interface ExploreOptions extends MachineOptions {
  /** Record what each action reads and answer from the record: the same counts, sooner. */
  readonly memo?: boolean
}

/** A recursion of ours, or the JavaScript parser's over what we generated, ran out of stack. */
const exhausted: Diagnostic = {
  code: 'TLA403',
  message:
    'The specification nests deeper than this engine can follow: its definitions or expressions exhaust the stack.',
}

/** The engine throws one kind of error for what is wrong with its input; here it becomes a value. */
const attempt = <A>(work: () => A): Either<Diagnostic, A> => {
  try {
    return right(work())
  } catch (error) {
    if (error instanceof TlaError) return left(error.diagnostic)
    if (error instanceof RangeError) return left(exhausted)
    throw error
  }
}

/** Reads, resolves and compiles a specification as its configuration sets it up. */
export const compile = (text: SpecificationText): Either<Diagnostic, Machine> =>
  attempt(() => createMachine(loadSpecification(text)))

/**
 * Under a VIEW the first state found stands for all that look alike, so that even the counts
 * depend on the order of successors: only the plain stepper keeps TLC's.
 */
const stepperOf = (machine: Machine, memo: boolean): Stepper<Value> =>
  memo && machine.specification.view === undefined
    ? makeMemoStepper(createMemo(machine))
    : makePlainStepper(machine)

/**
 * Explores every reachable state, or stops at the first violation or limit. A `Left` says why the
 * specification cannot be explored at all; what fails during the exploration is an ending.
 */
export const explore = (
  machine: Machine,
  options: ExploreOptions = {},
): Either<Diagnostic, Exploration> =>
  attempt(() => exploreMachine(machine, stepperOf(machine, options.memo ?? true), options))

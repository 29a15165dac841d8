/** A finding as a person reads it: the shortest run that leads to it, and both sides beside each other. */
import type { StateTable } from '../../tla/explore/StateTable.ts'
import { show } from '../../tla/values/Show.ts'
import type { BoundAction } from '../Correspondence.ts'
import { correspondence } from '../Correspondence.ts'
import { runSpec, sameRow, type Sides } from './Comparison.ts'
import type { Finding } from './Finding.ts'

/** Variables by name, as TLA+ text. */
export type ShownState = readonly (readonly [variable: string, value: string])[]

export interface RunStep {
  /** The instance taken, with its parameters; `Init` at first. */
  readonly action: string
  readonly state: ShownState
}

export interface Difference {
  readonly what: string
  /** The instance concerned, if one is. */
  readonly action?: string
  readonly step?: { readonly event: string; readonly labels: readonly string[] }
  /** Length of the shortest run to the state in which it was met; 1 is an initial state. */
  readonly depth: number
  readonly run: readonly RunStep[]
  /** The variables in which the two sides differ, or that the one side that moves changes. */
  readonly variables: readonly {
    readonly name: string
    readonly before: string
    readonly spec: string
    readonly core: string
  }[]
  /** Why the specification does not go: its first false conjunct. */
  readonly why?: string
}

/** `AppendEntries(i = s1, j = s2, n = 0)`; a message as its fields. */
export const showAction = (label: BoundAction): string => {
  const given = new Map<string, unknown>(Object.entries(label))
  const bound = correspondence[label.action].parameters.map((parameter) => {
    const argument = given.get(parameter)
    return `${parameter} = ${typeof argument === 'string' ? argument : JSON.stringify(argument)}`
  })
  return `${label.action}(${bound.join(', ')})`
}

const showRow = ({ spec }: Sides, row: Int32Array): ShownState =>
  spec.space
    .decode(row)
    .map((value, cell) => [spec.space.names[cell] as string, show(value)] as const)

const rowOf = (table: StateTable, width: number, state: number): Int32Array => {
  const offset = table.offsetOf(state)
  return table.chunkOf(state).slice(offset, offset + width)
}

/** The instance that leads from one row to another: parents are kept, what led from them is not. */
const actionBetween = (sides: Sides, from: Int32Array, to: Int32Array): string => {
  const { spec, bindings, bags } = sides
  const messages = bags.messagesOf(from[sides.messagesCell] as number)
  const candidates = [...bindings.fixed, ...[...messages].flatMap((m) => bindings.ofMessage(m))]
  spec.goTo(from)
  const found = candidates.find(
    (number) => runSpec(spec, bindings.instance(number).handle) === 1 && sameRow(spec.next, to),
  )
  return found === undefined ? '?' : showAction(bindings.instance(found).label)
}

const runTo = (sides: Sides, table: StateTable, state: number): readonly RunStep[] => {
  const rows: Int32Array[] = []
  for (let at = state; at >= 0; at = table.parentOf(at)) {
    rows.unshift(rowOf(table, sides.spec.space.width, at))
  }
  return rows.map((row, k) => {
    const before = rows[k - 1]
    return {
      action: before === undefined ? 'Init' : actionBetween(sides, before, row),
      state: showRow(sides, row),
    }
  })
}

const NOT_TAKEN = '(does not go)'

const differingVariables = (
  sides: Sides,
  before: Int32Array | undefined,
  { spec, core }: Finding,
): Difference['variables'] => {
  const { space } = sides.spec
  const text = (row: Int32Array | undefined, cell: number, absent: string): string =>
    row === undefined ? absent : show(space.ids(cell).valueOf(row[cell] as number))
  if (spec === undefined && core === undefined) return []
  return space.names.flatMap((name, cell) => {
    const a = spec ?? before
    const b = core ?? before
    return a?.[cell] === b?.[cell]
      ? []
      : [
          {
            name,
            before: text(before, cell, ''),
            spec: text(spec, cell, NOT_TAKEN),
            core: text(core, cell, NOT_TAKEN),
          },
        ]
  })
}

/** @param why says why the specification does not take an instance in the state of a row */
export const differenceOf = (
  sides: Sides,
  table: StateTable,
  finding: Finding,
  why: (instance: number, row: Int32Array) => string | undefined,
): Difference => {
  const { spec, bindings } = sides
  const run = finding.state < 0 ? [] : runTo(sides, table, finding.state)
  const before = finding.state < 0 ? undefined : rowOf(table, spec.space.width, finding.state)
  const { disabledAt } = finding
  const explanation = disabledAt && why(finding.instance, disabledAt)
  const shown = (instance: number): string => showAction(bindings.instance(instance).label)
  return {
    what: finding.what,
    ...(finding.instance < 0 ? {} : { action: shown(finding.instance) }),
    ...(finding.step === undefined
      ? {}
      : { step: { event: finding.step.event, labels: finding.step.labels.map(shown) } }),
    depth: run.length,
    run,
    variables: differingVariables(sides, before, finding),
    ...(explanation === undefined ? {} : { why: explanation }),
  }
}

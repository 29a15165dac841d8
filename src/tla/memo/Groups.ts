/**
 * Next in groups. Instances that start from the same element read much the same, so one walk
 * serves them all: what concerns server s1, or message m. Groups over elements that depend on the
 * state remember which elements there are, and have one evaluation per element.
 */
import { runner } from '../compile/Runner.ts'
import type { Expr } from '../names/Ir.ts'
import { placeOf } from '../compile/Compiler.ts'
import { splitParts } from '../compile/Compile.ts'
import type { Linker } from '../compile/Context.ts'
import type { Instance, State } from '../compile/Machine.ts'
import type { Path } from '../compile/Path.ts'
import { arrowBody } from '../compile/Scope.ts'
import type { Loop, Part } from '../compile/Split.ts'
import { value } from '../compile/Expression.ts'
import type { Value } from '../values/Value.ts'
import { show } from '../values/Show.ts'
import { createRecorded } from './Recorded.ts'
import type { Recorded } from './Recorded.ts'
import { isNotRecordable } from './Recording.ts'
import { createShape } from './Shape.ts'
import { branchAt, createBranch } from './Sites.ts'
import { plainSuccessor } from './Successors.ts'
import type { Successor } from './Successors.ts'
import { compileRecorded } from './Workshop.ts'
import type { RecordedRun, Workshop } from './Workshop.ts'

/** Calls `visit` with the successors of a row, group by group; stops where it returns true. */
export type Group = (
  rows: Int32Array,
  offset: number,
  visit: (successors: readonly Successor[]) => boolean,
) => boolean

interface Member {
  readonly part: Part
  readonly instance: Instance
}

/** The first element that a path chooses: what its group is named after. */
const firstElement = (path: Path): Value | undefined => {
  if (path.kind === 'here') return undefined
  return path.kind === 'element' ? path.values[0] : firstElement(path.rest)
}

/** The same path, its outermost loop replaced by names that are handed in. */
const handedIn = (path: Path, names: readonly string[]): Path => {
  if (path.kind === 'here') return path
  if (path.kind === 'every') return { kind: 'given', names, rest: path.rest }
  return { ...path, rest: handedIn(path.rest, names) }
}

const plainSuccessors =
  (workshop: Workshop, instances: readonly Instance[]) =>
  (rows: Int32Array, offset: number): readonly Successor[] => {
    const state = workshop.decode(rows, offset)
    const found: Successor[] = []
    for (const instance of instances) {
      instance.successors(state, (label, next) => {
        found.push(plainSuccessor(label, next, rows, offset, workshop.ids))
      })
    }
    return found
  }

const plainGroup = (workshop: Workshop, members: readonly Member[]): Group => {
  const plain = plainSuccessors(
    workshop,
    members.map(({ instance }) => instance),
  )
  return (rows, offset, visit) => visit(plain(rows, offset))
}

const evaluation = (
  workshop: Workshop,
  runs: readonly RecordedRun[],
  args: readonly Value[],
  plain: (rows: Int32Array, offset: number) => readonly Successor[],
): Recorded<readonly Successor[]> =>
  createRecorded({
    recorder: workshop.recorder,
    budget: workshop.budget,
    decode: (rows, offset) => [workshop.decode(rows, offset), []],
    plain,
    recorded: (state) => {
      const found: Successor[] = []
      for (const run of runs) run(state, found, ...args)
      return found
    },
  })

const compileMembers = (
  workshop: Workshop,
  members: readonly Member[],
  pathOf: (part: Part) => Path,
): readonly RecordedRun[] | undefined => {
  const { next } = workshop.machine.specification
  const runs = members.map(({ part }) => compileRecorded(workshop, next, pathOf(part), []))
  const made = runs.filter((run) => run !== undefined)
  return made.length === runs.length ? made : undefined
}

const staticGroup = (workshop: Workshop, members: readonly Member[]): Group => {
  const runs = compileMembers(workshop, members, (part) => part.path)
  if (runs === undefined) return plainGroup(workshop, members)
  const plain = plainSuccessors(
    workshop,
    members.map(({ instance }) => instance),
  )
  const whole = evaluation(workshop, runs, [], plain)
  return (rows, offset, visit) => visit(whole.at(rows, offset))
}

type Elements = readonly Recorded<readonly Successor[]>[]

const combinations = (lists: readonly (readonly Value[])[]): readonly (readonly Value[])[] =>
  lists.reduce<readonly (readonly Value[])[]>(
    (all, list) => all.flatMap((choice) => list.map((value) => [...choice, value])),
    [[]],
  )

/** The elements over which a loop goes, by recorded or plain code. */
const compileDomains = (
  workshop: Workshop,
  linker: Linker,
  loop: Loop,
): ((state: State) => readonly (readonly Value[])[]) => {
  const { base } = workshop.compiler
  const run = linker.link((context) => {
    const place = placeOf(context, 'evaluate')
    const inner = { ...place, scope: { ...place.scope, bindings: loop.scope.bindings } }
    const sets = loop.domains.map((domain) => value(domain, inner)).join(',')
    return `(s,n)=>${arrowBody(place.block, `[${sets}]`)}`
  }) as (state: State, next: State) => readonly Value[]
  return (state) => combinations(run(state, []).map((set) => base.elements(set, -1)))
}

const dynamicGroup = (workshop: Workshop, members: readonly Member[], loop: Loop): Group => {
  const names = loop.domains.map((_, k) => `q${String(k)}`)
  const runs = compileMembers(workshop, members, (part) => handedIn(part.path, names))
  if (runs === undefined) return plainGroup(workshop, members)
  const choices = compileDomains(workshop, workshop.linker, loop)
  const plainChoices = compileDomains(workshop, workshop.compiler.linker, loop)
  const known = createBranch<Recorded<readonly Successor[]>>()
  const { next } = workshop.machine.specification
  const plainRuns = members.map(({ part }) =>
    plainRunner(workshop, next, handedIn(part.path, names)),
  )
  const create = (args: readonly Value[]): Recorded<readonly Successor[]> =>
    evaluation(workshop, runs, args, (rows, offset) => {
      const state = workshop.decode(rows, offset)
      return plainRuns.flatMap((run) => run(state, args, rows, offset))
    })
  const elementsOf = (found: readonly (readonly Value[])[]): Elements =>
    found.map((args) => {
      const branch = branchAt(known, args)
      branch.here ??= create(args)
      return branch.here
    })
  const elements = createRecorded<Elements>({
    recorder: workshop.recorder,
    budget: workshop.budget,
    decode: (rows, offset) => [workshop.decode(rows, offset), []],
    plain: (rows, offset) => elementsOf(plainChoices(workshop.decode(rows, offset))),
    recorded: (state) => elementsOf(choices(state)),
  })
  return (rows, offset, visit) => {
    for (const element of elements.at(rows, offset))
      if (visit(element.at(rows, offset))) return true
    return false
  }
}

const plainRunner = (workshop: Workshop, next: Expr, path: Path) => {
  const run = runner(workshop.compiler, next, path, [])
  return (
    state: State,
    args: readonly Value[],
    rows: Int32Array,
    offset: number,
  ): readonly Successor[] => {
    const found: Successor[] = []
    run(
      state,
      (label, to) => {
        found.push(plainSuccessor(label, to, rows, offset, workshop.ids))
      },
      ...args,
    )
    return found
  }
}

/** undefined if the code cannot be recorded. */
const recordable = (make: () => Group): Group | undefined => {
  try {
    return make()
  } catch (error) {
    if (isNotRecordable(error)) return undefined
    throw error
  }
}

const groupBy = <T>(items: readonly T[], key: (item: T) => unknown): readonly (readonly T[])[] => {
  const groups = new Map<unknown, T[]>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group === undefined) groups.set(key(item), [item])
    else group.push(item)
  }
  return [...groups.values()]
}

/** Largest group that is walked at once. */
const largest = 12

const chunks = <T>(items: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / largest) }, (_, k) =>
    items.slice(k * largest, (k + 1) * largest),
  )

export const createGroups = (workshop: Workshop): readonly Group[] => {
  const { machine, compiler } = workshop
  const members = splitParts(compiler).map((part, k) => ({
    part,
    instance: machine.instances[k] as Instance,
  }))
  const shape = createShape()
  const dynamic = members.filter(({ part }) => part.loop !== undefined)
  const others = members.filter(({ part }) => part.loop === undefined)
  const loops = groupBy(dynamic, ({ part: { loop, path } }) => {
    const domains = (loop?.domains ?? []).map((domain) => shape(domain, [], [])).join()
    const first = firstElement(path)
    return `${domains} ${first === undefined ? '' : show(first)}`
  })
  return [
    ...groupBy(others, ({ part }) => firstElement(part.path))
      .flatMap(chunks)
      .map((group) => staticGroup(workshop, group)),
    ...loops.map((group) => {
      const loop = group[0]?.part.loop
      const made = loop && recordable(() => dynamicGroup(workshop, group, loop))
      return made ?? plainGroup(workshop, group)
    }),
  ]
}

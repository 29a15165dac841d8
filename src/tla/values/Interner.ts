/**
 * Hash-consing: an interner creates each composite value once, so that equality is identity, a
 * state is an array of small things, and structural hashes are computed once per value.
 */
import { compare } from './Compare.ts'
import { element1, element2, hash1, hash2, pair1, pair2, seeds, text1, text2 } from './Hash.ts'
import { createReachable } from './Reachable.ts'
import { insert, retain, createTable } from './Table.ts'
import type { Table } from './Table.ts'
import type {
  Composite,
  FunctionValue,
  ModelValue,
  SequenceValue,
  SetValue,
  StringValue,
  Value,
} from './Value.ts'

/**
 * Creates values so that equal ones are identical; values of two interners never mix. What goes
 * into a composite must not be a `LazySet`.
 */
export interface Interner {
  readonly empty: SequenceValue
  readonly emptySet: SetValue
  string: (text: string) => StringValue
  modelValue: (name: string) => ModelValue
  /** In any order, duplicates allowed; sorts. */
  set: (items: readonly Value[]) => SetValue
  /** `items` already ascend and are distinct; the array belongs to the interner from now on. */
  sortedSet: (items: readonly Value[]) => SetValue
  /** `values[k]` is the image of `domain.items[k]`; a domain 1..n gives a sequence. */
  fn: (domain: SetValue, values: readonly Value[]) => FunctionValue | SequenceValue
  /** Field names in any order; they must be distinct. */
  record: (fields: readonly (readonly [string, Value])[]) => FunctionValue | SequenceValue
  sequence: (items: readonly Value[]) => SequenceValue
  append: (sequence: SequenceValue, item: Value) => SequenceValue
  /** Number of sets, functions and sequences in the tables. */
  size: () => number
  /** Keeps a value (a constant, say) through every sweep. */
  pin: (value: Value) => void
  /**
   * Frees the sets, functions and sequences that neither `roots` nor pinned values reach. Every
   * cache that holds other values must be dropped with it, or equality is no longer identity.
   */
  sweep: (roots: Iterable<Value>) => void
}

interface Tables {
  nextId: number
  readonly strings: Map<string, StringValue>
  readonly models: Map<string, ModelValue>
  readonly sets: Table<SetValue>
  readonly functions: Table<FunctionValue>
  readonly sequences: Table<SequenceValue>
}

const sameItems = (a: readonly Value[], b: readonly Value[]): boolean => {
  if (a.length !== b.length) return false
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return false
  return true
}

const internSet = (tables: Tables, items: readonly Value[]): SetValue => {
  let h1: number = seeds.set1
  let h2: number = seeds.set2
  for (const item of items) {
    h1 = (h1 + element1(item)) | 0
    h2 = (h2 + element2(item)) | 0
  }
  const { slots, mask } = tables.sets
  for (let k = h1 & mask; ; k = (k + 1) & mask) {
    const found = slots[k]
    if (found === undefined) break
    if (found.hash1 === h1 && found.hash2 === h2 && sameItems(found.items, items)) return found
  }
  return insert(tables.sets, { kind: 'Set', id: tables.nextId++, hash1: h1, hash2: h2, items })
}

const internFunction = (
  tables: Tables,
  domain: SetValue,
  values: readonly Value[],
): FunctionValue => {
  let h1: number = seeds.function1
  let h2: number = seeds.function2
  for (let k = 0; k < values.length; k++) {
    const key = domain.items[k] as Value
    const image = values[k] as Value
    h1 = (h1 + pair1(hash1(key), hash1(image))) | 0
    h2 = (h2 + pair2(hash2(key), hash2(image))) | 0
  }
  const { slots, mask } = tables.functions
  for (let k = h1 & mask; ; k = (k + 1) & mask) {
    const found = slots[k]
    if (found === undefined) break
    if (found.hash1 === h1 && found.domain === domain && sameItems(found.values, values)) {
      return found
    }
  }
  const id = tables.nextId++
  return insert(tables.functions, { kind: 'Function', id, hash1: h1, hash2: h2, domain, values })
}

const internAppend = (tables: Tables, parent: SequenceValue, last: Value): SequenceValue => {
  const length = parent.length + 1
  const h1 = (parent.hash1 + pair1(hash1(length), hash1(last))) | 0
  const h2 = (parent.hash2 + pair2(hash2(length), hash2(last))) | 0
  const { slots, mask } = tables.sequences
  for (let k = h1 & mask; ; k = (k + 1) & mask) {
    const found = slots[k]
    if (found === undefined) break
    if (found.hash1 === h1 && found.parent === parent && found.last === last) return found
  }
  // Myers's rule: merge two jumps of equal length into one, or start with a jump of one.
  const { jump } = parent
  const merges = parent.length - jump.length === jump.length - jump.jump.length
  return insert(tables.sequences, {
    kind: 'Sequence',
    id: tables.nextId++,
    hash1: h1,
    hash2: h2,
    length,
    parent,
    last,
    jump: merges ? jump.jump : parent,
    flat: undefined,
  })
}

const createEmpty = (id: number): SequenceValue => {
  const part = { kind: 'Sequence', id, hash1: seeds.sequence1, hash2: seeds.sequence2 } as const
  const empty = { ...part, length: 0, last: false, flat: [] as readonly Value[] }
  const tied = empty as typeof empty & { parent: SequenceValue; jump: SequenceValue }
  tied.parent = tied
  tied.jump = tied
  return tied
}

const isOneToN = (domain: SetValue): boolean =>
  domain.items[0] === 1 && domain.items[domain.items.length - 1] === domain.items.length

const sortedDistinct = (items: readonly Value[]): Value[] => {
  const sorted = [...items].sort(compare)
  let kept = 1
  for (let k = 1; k < sorted.length; k++) {
    if (sorted[k] !== sorted[k - 1]) sorted[kept++] = sorted[k] as Value
  }
  sorted.length = Math.min(kept, sorted.length)
  return sorted
}

const createTables = (): Tables => ({
  nextId: 1,
  strings: new Map(),
  models: new Map(),
  sets: createTable(),
  functions: createTable(),
  sequences: createTable(),
})

const internString = (tables: Tables, text: string): StringValue => {
  const found = tables.strings.get(text)
  if (found !== undefined) return found
  const value: StringValue = {
    kind: 'String',
    id: tables.nextId++,
    hash1: text1(seeds.string1, text),
    hash2: text2(seeds.string2, text),
    text,
  }
  tables.strings.set(text, value)
  return value
}

const internModelValue = (tables: Tables, name: string): ModelValue => {
  const found = tables.models.get(name)
  if (found !== undefined) return found
  const value: ModelValue = {
    kind: 'ModelValue',
    id: tables.nextId++,
    hash1: text1(seeds.model1, name),
    hash2: text2(seeds.model2, name),
    name,
    type: /^[A-Za-z]_/.test(name) ? name.charAt(0) : '',
  }
  tables.models.set(name, value)
  return value
}

const sweepTables = (tables: Tables, roots: Iterable<Value>, pinned: Iterable<Value>): void => {
  const reachable = createReachable()
  for (const root of pinned) reachable.add(root)
  for (const root of roots) reachable.add(root)
  const keep = (value: Composite): boolean => reachable.has(value)
  retain(tables.sets, keep)
  retain(tables.functions, keep)
  retain(tables.sequences, keep)
}

export const createInterner = (): Interner => {
  const tables = createTables()
  const empty = createEmpty(tables.nextId++)
  const emptySet = internSet(tables, [])
  const pinned = new Set<Value>([emptySet])
  const sortedSet = (items: readonly Value[]): SetValue => internSet(tables, items)
  const append = (sequence: SequenceValue, item: Value): SequenceValue =>
    internAppend(tables, sequence, item)
  const sequence = (items: readonly Value[]): SequenceValue => {
    let result = empty
    for (const item of items) result = append(result, item)
    if (result.flat === undefined) result.flat = items
    return result
  }
  const fn = (domain: SetValue, values: readonly Value[]): FunctionValue | SequenceValue => {
    if (values.length === 0) return empty
    return isOneToN(domain) ? sequence(values) : internFunction(tables, domain, values)
  }
  const set = (items: readonly Value[]): SetValue =>
    items.length < 2 ? sortedSet(items) : sortedSet(sortedDistinct(items))
  const record = (fields: readonly (readonly [string, Value])[]): FunctionValue | SequenceValue => {
    const keyed = fields.map(([name, value]) => [internString(tables, name), value] as const)
    keyed.sort(([a], [b]) => a.id - b.id)
    return fn(
      sortedSet(keyed.map(([key]) => key)),
      keyed.map(([, value]) => value),
    )
  }
  return {
    empty,
    emptySet,
    string: (text) => internString(tables, text),
    modelValue: (name) => internModelValue(tables, name),
    set,
    sortedSet,
    fn,
    record,
    sequence,
    append,
    size: () => tables.sets.count + tables.functions.count + tables.sequences.count,
    pin: (value) => void pinned.add(value),
    sweep: (roots) => {
      sweepTables(tables, roots, pinned)
    },
  }
}

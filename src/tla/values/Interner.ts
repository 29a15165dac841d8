import type {
  Composite,
  Value,
  SequenceValue,
  SetLike,
  SetValue,
  StringValue,
  ModelValue,
  FunctionValue,
} from './Value.ts'

/** Creates values so that equal ones are identical. Values of two interners never mix. */
export interface Interner {
  /** Number of composites in the table. */
  size(): number
  /** Frees what `roots` do not reach; every cache keyed by values must be dropped with it. */
  sweep(roots: readonly Value[]): void
  string(text: string): StringValue
  modelValue(name: string): ModelValue
  /** Any order, duplicates allowed. */
  set(items: readonly Value[]): SetValue
  /** `values[k]` is the image of `domain.items[k]`; a domain 1..n gives a sequence. */
  fn(domain: SetValue, values: readonly Value[]): FunctionValue | SequenceValue
  record(fields: readonly (readonly [string, Value])[]): FunctionValue | SequenceValue
  sequence(items: readonly Value[]): SequenceValue
  append(sequence: SequenceValue, item: Value): SequenceValue
  readonly empty: SequenceValue
  readonly emptySet: SetValue
}
export type { Composite, SetLike }

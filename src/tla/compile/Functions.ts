/** Functions, records and sequences at run time. */
import { indexOf, isFinite, member } from '../values/Member.ts'
import { at as itemAt, items } from '../values/Sequence.ts'
import type {
  FunctionValue,
  LazySet,
  SequenceValue,
  SetLike,
  SetValue,
  StringValue,
  Value,
} from '../values/Value.ts'
import { shown } from './Base.ts'
import type { At, Base } from './Base.ts'

/** Below this size a scan by identity is faster than a binary search. */
const scanned = 8

/** Where a field was found last: records of one site mostly have one domain. */
export interface FieldCache {
  domain: SetValue | undefined
  index: number
}

export const createFieldCache = (): FieldCache => ({ domain: undefined, index: 0 })

const positionIn = (domain: SetValue, argument: Value): number => {
  const all = domain.items
  if (all.length > scanned) return indexOf(domain, argument)
  for (let k = 0; k < all.length; k++) if (all[k] === argument) return k
  return -1
}

const createApplication = (base: Base) => {
  const outside = (fn: Value, argument: Value, at: At): never =>
    base.fail('domain', `${shown(argument)} is not in the domain of ${shown(fn)}`, at)
  const position = (fn: FunctionValue, argument: Value, at: At): number => {
    try {
      return positionIn(fn.domain, argument)
    } catch (error) {
      throw base.locate(error, at)
    }
  }
  const apply = (fn: Value, x: Value, at: At): Value => {
    if (typeof fn !== 'object') {
      return base.fail('type', `expected a function or sequence, found ${shown(fn)}`, at)
    }
    if (fn.kind === 'Function') {
      const argument = base.normal(x, at)
      const k = position(fn, argument, at)
      return k < 0 ? outside(fn, argument, at) : (fn.values[k] as Value)
    }
    if (fn.kind === 'Sequence') {
      return typeof x === 'number' && x >= 1 && x <= fn.length ? itemAt(fn, x) : outside(fn, x, at)
    }
    if (fn.kind !== 'LazyFunction') {
      return base.fail('type', `expected a function or sequence, found ${shown(fn)}`, at)
    }
    const argument = base.normal(x, at)
    return member(argument, fn.domain) ? fn.image(argument) : outside(fn, argument, at)
  }
  const field = (record: Value, name: StringValue, cache: FieldCache, at: At): Value => {
    if (typeof record !== 'object' || record.kind !== 'Function') {
      return base.fail('type', `${shown(record)} has no field ${name.text}`, at)
    }
    if (record.domain === cache.domain) return record.values[cache.index] as Value
    const k = position(record, name, at)
    if (k < 0) return base.fail('domain', `${shown(record)} has no field ${name.text}`, at)
    cache.domain = record.domain
    cache.index = k
    return record.values[k] as Value
  }
  return { apply, field }
}

/** One step of the path of an EXCEPT: the key and what to put there, from what was there. */
type Change = (old: Value) => Value

const createExcept = (base: Base) => {
  const { interner } = base
  const inSequence = (sequence: SequenceValue, index: Value, change: Change): Value => {
    if (typeof index !== 'number' || index < 1 || index > sequence.length) return sequence
    const changed = [...items(sequence)]
    const old = changed[index - 1] as Value
    const image = change(old)
    if (image === old) return sequence
    changed[index - 1] = image
    return interner.sequence(changed)
  }
  /** `[fn EXCEPT ![key] = change(@)]`; a key outside the domain changes nothing, as in TLC. */
  const except = (fn: Value, key: Value, change: Change, at: At): Value => {
    const base0 = base.normal(fn, at)
    const argument = base.normal(key, at)
    if (typeof base0 === 'object' && base0.kind === 'Sequence') {
      return inSequence(base0, argument, (old) => base.normal(change(old), at))
    }
    if (typeof base0 !== 'object' || base0.kind !== 'Function') {
      return base.fail('type', `EXCEPT expects a function, found ${shown(fn)}`, at)
    }
    const k = positionIn(base0.domain, argument)
    if (k < 0) return base0
    const old = base0.values[k] as Value
    const image = base.normal(change(old), at)
    if (image === old) return base0
    const values = base0.values.slice()
    values[k] = image
    return interner.fn(base0.domain, values)
  }
  return { except }
}

const createDefinitions = (base: Base) => {
  const { interner } = base
  const images = (set: SetLike, of: (x: Value) => Value, at: At): Value => {
    if (set.kind === 'LazySet' && set.form === 'Interval' && set.low === 1) {
      const values: Value[] = []
      for (let n = 1; n <= set.high; n++) values.push(base.normal(of(n), at))
      return interner.sequence(values)
    }
    const domain = base.finite(set, at)
    return interner.fn(
      domain,
      domain.items.map((x) => base.normal(of(x), at)),
    )
  }
  const fnOf = (domain: Value, of: (x: Value) => Value, at: At): Value => {
    const set = base.set(domain, at)
    return isFinite(set) ? images(set, of, at) : { kind: 'LazyFunction', domain: set, image: of }
  }
  return {
    fnOf,
    /** A function of several arguments: of the tuples of `sets`. */
    fnOfTuples: (sets: readonly Value[], of: (...choice: Value[]) => Value, at: At): Value => {
      const product: LazySet = {
        kind: 'LazySet',
        form: 'Product',
        sets: sets.map((set) => base.set(set, at)),
      }
      return fnOf(product, (tuple) => of(...items(tuple as SequenceValue)), at)
    },
    /** A function that may mention itself: images are computed once, in the order of need. */
    recursiveFn: (domain: Value, of: (self: Value, x: Value) => Value, at: At): Value => {
      const known = new Map<Value, Value>()
      const image = (x: Value): Value => {
        const found = known.get(x)
        if (found !== undefined) return found
        const value = base.normal(of(self, x), at)
        known.set(x, value)
        return value
      }
      const set = base.set(domain, at)
      const self: Value = { kind: 'LazyFunction', domain: set, image }
      return isFinite(set) ? base.normal(self, at) : self
    },
  }
}

const createDomains = (base: Base) => {
  const { interner } = base
  const domainOf = (fn: Value, at: At): SetLike => {
    if (typeof fn === 'object') {
      if (fn.kind === 'Function' || fn.kind === 'LazyFunction') return fn.domain
      if (fn.kind === 'Sequence') {
        return fn.length === 0
          ? interner.emptySet
          : { kind: 'LazySet', form: 'Interval', low: 1, high: fn.length }
      }
    }
    return base.fail('type', `DOMAIN expects a function, found ${shown(fn)}`, at)
  }
  return {
    domainOf,
    sequenceOf: (values: readonly Value[], at: At): SequenceValue =>
      interner.sequence(values.map((value) => base.normal(value, at))),
    /** `values` in the order of the domain's fields. */
    recordOf: (domain: SetValue, values: readonly Value[], at: At): Value =>
      interner.fn(
        domain,
        values.map((value) => base.normal(value, at)),
      ),
    /** The component of a tuple that a pattern `<<x, y>>` binds. */
    component: (tuple: Value, index: number, of: number, at: At): Value =>
      typeof tuple === 'object' && tuple.kind === 'Sequence' && tuple.length === of
        ? itemAt(tuple, index)
        : base.fail('type', `expected a tuple of ${String(of)}, found ${shown(tuple)}`, at),
  }
}

export const createFunctions = (base: Base) => ({
  ...createApplication(base),
  ...createExcept(base),
  ...createDefinitions(base),
  ...createDomains(base),
})

/** Sets at run time: constructors, algebra, quantifiers. */
import { compare } from '../values/Compare.ts'
import { iterate } from '../values/Iterate.ts'
import type { Visit } from '../values/Iterate.ts'
import { isFinite, member, sizeBound } from '../values/Member.ts'
import type { LazySet, SetLike, SetValue, Value } from '../values/Value.ts'
import { shown } from './Base.ts'
import type { At, Base } from './Base.ts'

type Test = (value: Value) => boolean

/** Larger sets are filtered only when their elements are asked for: often none but one is. */
const eager = 1024

const bothFinite = (a: SetLike, b: SetLike): boolean => isFinite(a) && isFinite(b)

/** Merges two ascending arrays. `keep` says what to do with an element of one side or of both. */
const merge = (
  a: readonly Value[],
  b: readonly Value[],
  keep: { readonly left: boolean; readonly both: boolean; readonly right: boolean },
): Value[] => {
  const result: Value[] = []
  let i = 0
  let j = 0
  while (i < a.length && j < b.length) {
    const x = a[i] as Value
    const y = b[j] as Value
    const order = compare(x, y)
    if (order <= 0) i++
    if (order >= 0) j++
    if (order < 0 ? keep.left : order > 0 ? keep.right : keep.both) result.push(order > 0 ? y : x)
  }
  if (keep.left) for (; i < a.length; i++) result.push(a[i] as Value)
  if (keep.right) for (; j < b.length; j++) result.push(b[j] as Value)
  return result
}

const keeps = {
  union: { left: true, both: true, right: true },
  intersection: { left: false, both: true, right: false },
  difference: { left: true, both: false, right: false },
} as const

const createAlgebra = (base: Base) => {
  const { interner } = base
  const merged = (a: SetLike, b: SetLike, kind: keyof typeof keeps, at: At): SetValue => {
    const left = base.finite(a, at)
    const right = base.finite(b, at)
    try {
      return interner.sortedSet(merge(left.items, right.items, keeps[kind]))
    } catch (error) {
      throw base.locate(error, at)
    }
  }
  const filter = (a: SetLike, keep: Test, at: At): SetValue => {
    try {
      return interner.sortedSet(base.elements(a, at).filter(keep))
    } catch (error) {
      throw base.locate(error, at)
    }
  }
  return {
    union: (x: Value, y: Value, at: At): SetLike => {
      const a = base.set(x, at)
      const b = base.set(y, at)
      if (!bothFinite(a, b)) return { kind: 'LazySet', form: 'Union', sets: [a, b] }
      return merged(a, b, 'union', at)
    },
    intersection: (x: Value, y: Value, at: At): SetLike => {
      const a = base.set(x, at)
      const b = base.set(y, at)
      if (a.kind === 'Set' && b.kind === 'Set') return merged(a, b, 'intersection', at)
      if (isFinite(a)) return filter(a, (value) => member(value, b), at)
      if (isFinite(b)) return filter(b, (value) => member(value, a), at)
      return { kind: 'LazySet', form: 'Intersection', sets: [a, b] }
    },
    difference: (x: Value, y: Value, at: At): SetLike => {
      const left = base.set(x, at)
      const right = base.set(y, at)
      if (left.kind === 'Set' && right.kind === 'Set') return merged(left, right, 'difference', at)
      if (isFinite(left)) return filter(left, (value) => !member(value, right), at)
      return { kind: 'LazySet', form: 'Difference', left, right }
    },
    subset: (x: Value, y: Value, at: At): boolean => {
      const b = base.set(y, at)
      try {
        return base.elements(x, at).every((value) => member(value, b))
      } catch (error) {
        throw base.locate(error, at)
      }
    },
    bigUnion: (x: Value, at: At): SetLike => unionOf(base, base.elements(x, at), at),
    /** UNION {a, b, ...} and UNION {e : x \in S}: the parts need not be enumerated to be united. */
    unionOf: (parts: readonly Value[], at: At): SetLike => unionOf(base, parts, at),
  }
}

const unionOf = (base: Base, parts: readonly Value[], at: At): SetLike => {
  const sets = parts.map((part) => base.set(part, at))
  if (sets.some((set) => set.kind === 'LazySet')) return { kind: 'LazySet', form: 'Union', sets }
  try {
    return base.interner.set(sets.flatMap((set) => base.elements(set, at)))
  } catch (error) {
    throw base.locate(error, at)
  }
}

const createConstructors = (base: Base) => {
  const { interner } = base
  return {
    setOf: (items: readonly Value[], at: At): SetValue => {
      try {
        return interner.set(items.map((item) => base.normal(item, at)))
      } catch (error) {
        throw base.locate(error, at)
      }
    },
    powerSet: (of: Value, at: At): LazySet => ({
      kind: 'LazySet',
      form: 'SUBSET',
      of: base.set(of, at),
    }),
    functionSet: (domain: Value, range: Value, at: At): LazySet => ({
      kind: 'LazySet',
      form: 'Functions',
      domain: infiniteOr(base, domain, at),
      range: base.set(range, at),
    }),
    recordSet: (names: readonly string[], sets: readonly Value[], at: At): LazySet => ({
      kind: 'LazySet',
      form: 'Records',
      fields: names.map((name) => interner.string(name)),
      sets: sets.map((set) => base.set(set, at)),
    }),
    product: (sets: readonly Value[], at: At): LazySet => ({
      kind: 'LazySet',
      form: 'Product',
      sets: sets.map((set) => base.set(set, at)),
    }),
    seqSet: (of: Value, at: At): LazySet => ({
      kind: 'LazySet',
      form: 'Seq',
      of: base.set(of, at),
    }),
  }
}

const infiniteOr = (base: Base, domain: Value, at: At): SetLike => {
  const set = base.set(domain, at)
  return isFinite(set) ? base.finite(set, at) : set
}

const createQuantifiers = (base: Base) => {
  const { enumeration } = base
  const visit = (set: Value, test: Visit, at: At): boolean => {
    const of = base.set(set, at)
    if (of.kind === 'Set') {
      for (const item of of.items) if (test(item)) return true
      return false
    }
    try {
      return iterate(of, enumeration, test)
    } catch (error) {
      throw base.locate(error, at)
    }
  }
  return {
    exists: visit,
    forall: (set: Value, test: Test, at: At): boolean => !visit(set, (value) => !test(value), at),
    choose: (set: Value, test: Test, at: At): Value => {
      let witness: Value | undefined
      const found = visit(
        set,
        (value) => {
          if (!test(value)) return false
          witness = value
          return true
        },
        at,
      )
      if (!found || witness === undefined) {
        return base.fail('choose', `no element of ${shown(set)} satisfies the CHOOSE`, at)
      }
      return witness
    },
  }
}

const createComprehensions = (base: Base) => {
  const { interner } = base
  /** Every choice from the sets, in order, the last varying fastest. */
  const combinations = (
    sets: readonly Value[],
    at: At,
    visit: (...choice: Value[]) => void,
  ): void => {
    const lists = sets.map((set) => base.elements(set, at))
    const from = (k: number, choice: readonly Value[]): void => {
      const list = lists[k]
      if (list === undefined) visit(...choice)
      else for (const value of list) from(k + 1, [...choice, value])
    }
    from(0, [])
  }
  const image = (sets: readonly Value[], of: (...choice: Value[]) => Value, at: At): Value[] => {
    const first = sets[0] as Value
    if (sets.length === 1) return base.elements(first, at).map((x) => base.normal(of(x), at))
    const images: Value[] = []
    combinations(sets, at, (...choice) => images.push(base.normal(of(...choice), at)))
    return images
  }
  return {
    combinations,
    filter: (set: Value, holds: Test, at: At): SetLike => {
      const of = base.set(set, at)
      if (of.kind === 'LazySet' && sizeBound(of) > eager) {
        return { kind: 'LazySet', form: 'Filter', of, holds, found: undefined }
      }
      return interner.sortedSet(base.elements(of, at).filter((value) => holds(value)))
    },
    setMap: (sets: readonly Value[], of: (...choice: Value[]) => Value, at: At): SetValue => {
      const images = image(sets, of, at)
      try {
        return interner.set(images)
      } catch (error) {
        throw base.locate(error, at)
      }
    },
    /** The images as a list: of sets that are then united. */
    imageList: (sets: readonly Value[], of: (...choice: Value[]) => Value, at: At): Value[] => {
      const images: Value[] = []
      combinations(sets, at, (...choice) => images.push(of(...choice)))
      return images
    },
  }
}

export const createSets = (base: Base) => ({
  elements: base.elements,
  ...createAlgebra(base),
  ...createConstructors(base),
  ...createQuantifiers(base),
  ...createComprehensions(base),
})

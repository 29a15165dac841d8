import type { Composite, LazySet, SetLike, Value } from './Value.ts'

/** The composites reached from the values added so far. */
export interface Reachable {
  add: (value: Value) => void
  has: (value: Composite) => boolean
}

/** The sets that a lazy set is made of. */
const partsOf = (set: LazySet): readonly SetLike[] => {
  switch (set.form) {
    case 'Nat':
    case 'Int':
    case 'STRING':
    case 'Interval':
      return []
    case 'Seq':
    case 'SUBSET':
    case 'Filter':
      return [set.of]
    case 'Functions':
      return [set.domain, set.range]
    case 'Records':
    case 'Product':
    case 'Union':
    case 'Intersection':
      return set.sets
    case 'Difference':
      return [set.left, set.right]
  }
}

const children = (value: Composite, visit: (child: Value) => void): void => {
  switch (value.kind) {
    case 'Set':
      value.items.forEach(visit)
      break
    case 'Function':
      visit(value.domain)
      value.values.forEach(visit)
      break
    case 'Sequence':
      if (value.length === 0) break
      visit(value.parent)
      visit(value.jump)
      visit(value.last)
      break
    case 'String':
    case 'ModelValue':
      break
    case 'LazySet':
      partsOf(value).forEach(visit)
      break
    case 'LazyFunction':
      visit(value.domain)
      break
  }
}

/** With a stack of its own: a sequence is as deep as it is long. */
export const createReachable = (): Reachable => {
  const seen = new Set<Composite>()
  const pending: Composite[] = []
  const visit = (value: Value): void => {
    if (typeof value !== 'object' || seen.has(value)) return
    seen.add(value)
    pending.push(value)
  }
  return {
    add: (value) => {
      visit(value)
      for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
        children(next, visit)
      }
    },
    has: (value) => seen.has(value),
  }
}

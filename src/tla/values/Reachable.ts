import type { Composite, Value } from './Value.ts'

/** The composites reached from the values added so far. */
export interface Reachable {
  add(value: Value): void
  has(value: Composite): boolean
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
    case 'LazySet':
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

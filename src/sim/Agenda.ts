/** What is to happen when: a priority queue by virtual time, first in, first out at equal times. */

export interface Due<A> {
  readonly time: number
  readonly what: A
}

export interface Agenda<A> {
  readonly add: (time: number, what: A) => void
  /** Takes the earliest away; undefined when nothing is to come. */
  readonly next: () => Due<A> | undefined
}

interface Entry<A> extends Due<A> {
  readonly order: number
}

const before = <A>(a: Entry<A>, b: Entry<A>): boolean =>
  a.time < b.time || (a.time === b.time && a.order < b.order)

/** Restores the heap from a place up to the root, after `item` was put there. */
const siftUp = <A>(heap: Entry<A>[], item: Entry<A>, start: number): void => {
  let at = start
  while (at > 0) {
    const parent = (at - 1) >> 1
    const above = heap[parent]
    if (above === undefined || before(above, item)) break
    heap[at] = above
    at = parent
  }
  heap[at] = item
}

/** Restores the heap from the root down, with `item` to be put somewhere below. */
const siftDown = <A>(heap: Entry<A>[], item: Entry<A>): void => {
  let at = 0
  for (;;) {
    const left = heap[2 * at + 1]
    const right = heap[2 * at + 2]
    if (left === undefined) break
    const least = right !== undefined && before(right, left) ? right : left
    if (before(item, least)) break
    heap[at] = least
    at = least === left ? 2 * at + 1 : 2 * at + 2
  }
  heap[at] = item
}

/** A binary heap; it lives inside one run. */
export const agenda = <A>(): Agenda<A> => {
  const heap: Entry<A>[] = []
  let order = 0
  return {
    add: (time, what) => {
      siftUp(heap, { time, what, order }, heap.length)
      order += 1
    },
    next: () => {
      const first = heap[0]
      const last = heap.pop()
      if (last !== undefined && heap.length > 0) siftDown(heap, last)
      return first
    },
  }
}

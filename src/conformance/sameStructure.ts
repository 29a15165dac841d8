/**
 * Are two plain values the same: same fields, same elements in the same order? A field that only
 * one of them has makes them differ, also if it is undefined.
 */
export const sameStructure = (a: unknown, b: unknown): boolean => {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const fields = Object.entries(a)
  const others = new Map<string, unknown>(Object.entries(b))
  return (
    fields.length === others.size &&
    fields.every(([name, value]) => others.has(name) && sameStructure(value, others.get(name)))
  )
}

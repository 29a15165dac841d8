import type { Binder } from './Ir.ts'

/**
 * Whether a binder occurs: a part of an expression that refers to it holds that very object. The
 * definition that an application refers to is not entered; one of a LET is met where the LET is.
 */
export const mentions = (part: unknown, binder: Binder): boolean => {
  if (part === binder) return true
  if (typeof part !== 'object' || part === null) return false
  return Object.entries(part).some(
    ([key, value]) => key !== 'span' && key !== 'definition' && mentions(value, binder),
  )
}

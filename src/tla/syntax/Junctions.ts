import { named, nth } from './Cst.ts'
import type { CstNode } from './Cst.ts'
import { TlaError } from './Diagnostic.ts'

/**
 * The bullets of a list stand in one column and its items to the right of it. The grammar's scanner
 * ends a list where that fails and may read on with the bullet as an infix operator; SANY refuses.
 */
export const checkAlignment = (list: CstNode): void => {
  const items = named(list)
  const column = nth(items, 0).span.column
  for (const item of items)
    if (item.span.column !== column)
      throw new TlaError({
        code: 'TLA009',
        message: `The bullets of a list stand in one column; this one belongs into column ${String(column)}.`,
        span: item.span,
      })
}

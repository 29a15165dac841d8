/**
 * Newline-delimited text that comes in pieces, cut into lines. Split by hand, since the event
 * machinery of a general line reader costs more than all the decoding behind it.
 */

export interface NumberedText {
  /** From 1. */
  readonly number: number
  readonly text: string
}

/** What lies between the pieces read so far and the lines taken from them. */
export interface LineSplitter {
  /** The lines that this piece completes. */
  readonly push: (piece: string) => readonly NumberedText[]
  /** What follows the last newline, if anything does. */
  readonly end: () => NumberedText | null
  /** The line under way, and how long it is so far. */
  readonly pending: () => { readonly number: number; readonly length: number }
}

const BYTE_ORDER_MARK = '\ufeff'

const withoutMark = (text: string): string =>
  text.startsWith(BYTE_ORDER_MARK) ? text.slice(BYTE_ORDER_MARK.length) : text

/** Begins at line 1. The end of a line is `\n` or `\r\n`; a byte order mark is left out. */
export const lineSplitter = (): LineSplitter => {
  let number = 0
  let pieces: string[] = []
  let pending = 0
  const take = (last: string): NumberedText => {
    const whole = pieces.length === 0 ? last : pieces.join('') + last
    pieces = []
    pending = 0
    number += 1
    const unmarked = number === 1 ? withoutMark(whole) : whole
    return { number, text: unmarked.endsWith('\r') ? unmarked.slice(0, -1) : unmarked }
  }
  return {
    push: (piece) => {
      const lines: NumberedText[] = []
      let from = 0
      for (let at = piece.indexOf('\n'); at >= 0; at = piece.indexOf('\n', from)) {
        lines.push(take(piece.slice(from, at)))
        from = at + 1
      }
      if (from < piece.length) {
        pieces.push(piece.slice(from))
        pending += piece.length - from
      }
      return lines
    },
    end: () => (pending === 0 ? null : take('')),
    pending: () => ({ number: number + 1, length: pending }),
  }
}

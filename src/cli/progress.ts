import type { Io } from './Io.ts'

/** One line on a terminal that long work keeps up to date. */
export type Progress = {
  /** Cheap to call often: the text is made only when it is time to show it. */
  readonly update: (text: () => string) => void
  /** Takes the line away, before results are printed. */
  readonly clear: () => void
}

/** Often enough to look alive, seldom enough to cost nothing. */
const INTERVAL_MS = 100

const ERASE_LINE = '\r\u001b[2K'

const silent: Progress = { update: () => undefined, clear: () => undefined }

/** Progress on standard error; silent unless that is a terminal. */
export const progress = (
  io: Pick<Io, 'stderr' | 'stderrIsTerminal' | 'now' | 'width'>,
): Progress => {
  if (!io.stderrIsTerminal) return silent
  let shownAt = Number.NEGATIVE_INFINITY
  let visible = false
  return {
    update: (text) => {
      const now = io.now()
      if (now - shownAt < INTERVAL_MS) return
      shownAt = now
      visible = true
      io.stderr(`${ERASE_LINE}${text().slice(0, io.width - 1)}`)
    },
    clear: () => {
      if (visible) io.stderr(ERASE_LINE)
      visible = false
    },
  }
}

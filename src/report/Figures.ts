/** Numbers as people read them. The same on every machine: no locale of the environment counts. */

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })

/** `1,234,567`. */
export const count = (n: number): string => grouped.format(n)

/** `1 state`, `2 states`; for nouns that take more than an s, `plural(n, 'entry', 'entries')`. */
export const plural = (n: number, noun: string, nouns = `${noun}s`): string =>
  `${count(n)} ${n === 1 ? noun : nouns}`

/** `850 ms`, `12.3 s`, `2 min 05 s`. */
export const duration = (milliseconds: number): string => {
  if (milliseconds < 999.5) return `${milliseconds.toFixed(0)} ms`
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toFixed(1)} s`
  const seconds = Math.round(milliseconds / 1000)
  return `${count(Math.floor(seconds / 60))} min ${String(seconds % 60).padStart(2, '0')} s`
}

/** Bytes as `123 MB` (decimal, as disks and `ls -h --si` count). */
export const megabytes = (bytes: number): string => `${count(Math.round(bytes / 1_000_000))} MB`

/** `99.9 %`; never rounded up to 100. */
export const percent = (part: number, whole: number): string =>
  whole === 0 ? '-' : `${(Math.floor((1000 * part) / whole) / 10).toFixed(1)} %`

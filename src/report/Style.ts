import picocolors from 'picocolors'

/** What a word means, rather than what colour it has. */
export type Style = {
  readonly good: (text: string) => string
  readonly bad: (text: string) => string
  readonly doubtful: (text: string) => string
  readonly strong: (text: string) => string
  readonly faint: (text: string) => string
}

/** @param colour whether the reader is a terminal that wants colours; see `Io.colour` */
export const styleFor = (colour: boolean): Style => {
  const { green, red, yellow, bold, dim } = picocolors.createColors(colour)
  return { good: green, bad: red, doubtful: yellow, strong: bold, faint: dim }
}

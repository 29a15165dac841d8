/** Traces of systems that log less: parts of a valid or corrupted trace, left out at random. */
import { draw, seeded } from '../../src/sim/Random.ts'
import { TraceLine } from '../../src/trace/RaftTrace.ts'
import type { Trace } from './TraceData.ts'

type Json = Readonly<Record<string, unknown>>

const chance = (seed: number): ((oneIn: number) => boolean) => {
  let rng = seeded(seed)
  return (oneIn) => {
    const [n, next] = draw(rng, oneIn)
    rng = next
    return n === 0
  }
}

const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * @param lines of a trace
 * @param seed another seed leaves out other parts
 */
export const thinned = ({ header, lines }: Trace, seed: number): Trace => {
  const oneIn = chance(seed)
  const withoutSome = (given: unknown, keep: readonly string[], often: number): unknown =>
    isJson(given)
      ? Object.fromEntries(
          Object.entries(given).filter(([key]) => keep.includes(key) || !oneIn(often)),
        )
      : given
  const thin = (line: Json): Json => {
    const { message, state, sent, ...rest } = line
    const sends: readonly unknown[] = Array.isArray(sent) ? sent : []
    return {
      ...Object.fromEntries(Object.entries(rest).filter(([key]) => key === 'server' || !oneIn(6))),
      ...(isJson(message) && { message: withoutSome(message, ['type', 'source'], 8) }),
      ...(isJson(state) && !oneIn(8) && { state: withoutSome(state, [], 4) }),
      ...(Array.isArray(sent) && {
        sent: sends.map((one) => withoutSome(one, ['dest', 'type'], 8)),
      }),
    }
  }
  const decoded = lines.map((line) => TraceLine.decode(thin({ ...line })))
  return { header, lines: decoded.flatMap((each) => (each._tag === 'Right' ? [each.right] : [])) }
}

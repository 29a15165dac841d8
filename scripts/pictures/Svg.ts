/** A chart as SVG text, legible on a light and on a dark page. */
import type { Arrow, Chart, Note } from './Chart.ts'

const LANE = 230
const MARGIN = 160
const TOP = 52
const ROW = 38
const STUB = 24

const STYLE = `
    text { font: 12px system-ui, sans-serif; fill: #1f2328 }
    .server { font-weight: 600; font-size: 14px; text-anchor: middle }
    .lane { stroke: #8c959f; stroke-width: 1 }
    .event { fill: #0969da }
    .arrow { stroke: #0969da; stroke-width: 1.3; fill: none; marker-end: url(#head) }
    .lost { stroke: #cf222e; stroke-width: 1.3; stroke-dasharray: 4 3 }
    .label { fill: #57606a; text-anchor: middle; font-size: 11px }
    .cross { fill: #cf222e; text-anchor: middle; font-weight: 600 }
    .note { font-weight: 600 }
    .paper { fill: #ffffff }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3 } .label { fill: #9da7b1 } .paper { fill: #0d1117 }
      .arrow { stroke: #58a6ff } .event { fill: #58a6ff } .lane { stroke: #484f58 }
      .lost { stroke: #ff7b72 } .cross { fill: #ff7b72 }
    }
  `

const escape = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

const x = (lane: number): number => MARGIN + lane * LANE
const y = (row: number): number => TOP + (row + 0.7) * ROW

/** Near the end at which it left, where arrows have not crossed yet. */
const arrowText = (x1: number, y1: number, x2: number, y2: number, text: string): string => {
  const at = 0.36
  const [tx, ty] = [x1 + (x2 - x1) * at, y1 + (y2 - y1) * at - 4]
  const angle = (Math.atan2(y2 - y1, x2 - x1) * 180) / Math.PI
  const upright = angle > 90 ? angle - 180 : angle < -90 ? angle + 180 : angle
  return `<text class="label" transform="translate(${tx.toFixed(1)} ${ty.toFixed(1)}) rotate(${upright.toFixed(1)})">${escape(text)}</text>`
}

const drawArrow = ({ from, to, sentAt, receivedAt, text }: Arrow): string => {
  const [x1, y1] = [x(from), y(sentAt)]
  if (receivedAt === null) {
    const x2 = x1 + Math.sign(to - from) * STUB
    const anchor = to > from ? 'start' : 'end'
    return [
      `<line class="lost" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y1 + 15}"/>`,
      `<text class="cross" x="${x2 + Math.sign(to - from) * 5}" y="${y1 + 21}">×</text>`,
      `<text class="label" style="text-anchor:${anchor}" x="${x2 + Math.sign(to - from) * 12}" y="${y1 + 22}">${escape(text)}</text>`,
    ].join('\n  ')
  }
  const [x2, y2] = [x(to), y(receivedAt)]
  const line = `<line class="arrow" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"/>`
  return `${line}\n  ${arrowText(x1, y1, x2, y2, text)}`
}

const drawNote = ({ lane, row, text }: Note, last: number): string => {
  const [side, anchor] = lane === last ? [9, 'start'] : lane === 0 ? [-9, 'end'] : [9, 'start']
  return `<text class="note" style="text-anchor:${anchor}" x="${x(lane) + side}" y="${y(row) - 7}">${escape(text)}</text>`
}

/** A letter of a note is at most about so wide, the narrow ones beside the wide ones. */
const LETTER = 7.2

/** From where to where a note reaches. */
const reach = ({ lane, text }: Note): readonly [number, number] => {
  const width = Math.ceil(text.length * LETTER) + 20
  return lane === 0 ? [x(lane) - width, x(lane)] : [x(lane), x(lane) + width]
}

/** The text of an SVG file. */
export const svgOf = (chart: Chart, title: string): string => {
  const { servers, rows, arrows, notes } = chart
  const left = Math.min(0, ...notes.map((note) => reach(note)[0]))
  const right = Math.max(
    2 * MARGIN + (servers.length - 1) * LANE + 30,
    ...notes.map((note) => reach(note)[1]),
  )
  const width = right - left
  const height = TOP + (rows + 0.6) * ROW
  const bottom = height - 8
  const events = new Set(
    arrows.flatMap(({ from, to, sentAt, receivedAt }) => [
      `${x(from)},${y(sentAt)}`,
      ...(receivedAt === null ? [] : [`${x(to)},${y(receivedAt)}`]),
    ]),
  )
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} 0 ${width} ${height.toFixed(0)}" width="${width}" role="img">`,
    `  <title>${escape(title)}</title>`,
    `  <style>${STYLE}</style>`,
    '  <defs><marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="event" d="M0 0 L8 4 L0 8 z"/></marker></defs>',
    `  <rect class="paper" x="${left}" width="100%" height="100%"/>`,
    ...servers.map(
      (id, lane) =>
        `  <text class="server" x="${x(lane)}" y="26">${escape(id)}</text>\n  <line class="lane" x1="${x(lane)}" y1="36" x2="${x(lane)}" y2="${bottom.toFixed(0)}"/>`,
    ),
    ...arrows.map((arrow) => `  ${drawArrow(arrow)}`),
    ...[...events].map((at) => {
      const [cx, cy] = at.split(',')
      return `  <circle class="event" cx="${cx}" cy="${cy}" r="3"/>`
    }),
    ...notes.map((note) => `  ${drawNote(note, servers.length - 1)}`),
    '</svg>',
  ]
  return `${parts.join('\n')}\n`
}

/** A column: its heading, and to which side its cells are moved (numbers to the right). */
export type Column = { readonly heading: string; readonly align: 'left' | 'right' }

const GAP = '  '

/** Lines of aligned columns under their headings, without a line end after the last. */
export const showTable = (
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string => {
  const all = [columns.map(({ heading }) => heading), ...rows]
  const widths = columns.map((_, k) => Math.max(...all.map((row) => (row[k] ?? '').length)))
  const cell = (text: string, k: number): string =>
    columns[k]?.align === 'right' ? text.padStart(widths[k] ?? 0) : text.padEnd(widths[k] ?? 0)
  return all.map((row) => row.map(cell).join(GAP).trimEnd()).join('\n')
}

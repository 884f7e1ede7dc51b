// Text of measures as `--measure` and `--ban` take it: `kind=toll value=5 value_unit=USD/t link=btc note="two words"`.
export type Cells = Record<string, string>

/** Cells to text; empty ones are left out. A value with blanks is put in quotes, double ones unless it holds such. */
export function cellsText(cells: Cells): string {
  return Object.entries(cells)
    .filter(([, value]) => value !== '')
    .map(([column, value]) => {
      if (!/[\s"']/.test(value)) return `${column}=${value}`
      // The form has no escapes: a value that holds both quotes gets single ones inside.
      return value.includes('"') && !value.includes("'") ? `${column}='${value}'` : `${column}="${value.replaceAll('"', "'")}"`
    })
    .join(' ')
}

/** The cells of a text; nothing when it is not of that form. */
export function readCells(text: string): Cells | undefined {
  const cells: Cells = {}
  const cell = /\s*([^\s=]+)=(?:"([^"]*)"|'([^']*)'|(\S*))/y
  let at = 0
  while (text.slice(at).trim() !== '') {
    cell.lastIndex = at
    const found = cell.exec(text)
    const column = found?.[1]
    if (!found || column === undefined || column in cells) return undefined
    cells[column] = found[2] ?? found[3] ?? found[4] ?? ''
    at = cell.lastIndex
  }
  return Object.keys(cells).length > 0 ? cells : undefined
}

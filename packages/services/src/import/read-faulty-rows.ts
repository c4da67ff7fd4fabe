import type { KeptCells, KeptIssue } from '@groundwork/db'

/** A row that did not land, with everything that is wrong with it. */
export interface FaultyLine {
  readonly row: number
  readonly sheet: string
  readonly cells: KeptCells['cells']
  readonly issues: readonly KeptIssue[]
  /** Of the last of its issues: what comes next begins behind it. */
  readonly end: string
}

interface OpenLine extends FaultyLine {
  readonly issues: KeptIssue[]
  end: string
}

/** Gathers issues into the rows that they are about, in the order of the file. `next` gives those behind one, none where there are none. */
export async function* readFaultyRows(
  next: (after: string | null) => Promise<readonly KeptCells[]>,
  from: string | null = null,
): AsyncGenerator<readonly FaultyLine[], undefined> {
  let after = from
  let open: OpenLine | undefined
  for (;;) {
    const page = await next(after)
    const whole: FaultyLine[] = []
    for (const { cells, ...issue } of page) {
      if (!open || open.row !== issue.row || open.sheet !== issue.sheet) {
        if (open) whole.push(open)
        open = { row: issue.row, sheet: issue.sheet, cells, issues: [], end: issue.id }
      }
      open.issues.push(issue)
      open.end = issue.id
    }
    after = page.at(-1)?.id ?? after
    if (!page.length && open) whole.push(open)
    if (whole.length) yield whole
    if (!page.length) return undefined
  }
}

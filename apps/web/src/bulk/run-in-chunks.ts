interface Failure<Row> {
  readonly row: Row
  readonly error: unknown
}

export interface BulkResult<Row> {
  readonly done: readonly Row[]
  readonly failures: readonly Failure<Row>[]
  /** Somebody stopped it, or nothing could be asked any more: the rest was left alone. */
  readonly isCut: boolean
}

interface BulkRun<Row> {
  readonly chunks: AsyncIterable<readonly Row[]>
  /** All of a chunk, or nothing of it. */
  readonly together: (rows: readonly Row[]) => Promise<unknown>
  /** One row alone, to learn which of a refused chunk are at fault. */
  readonly alone: (row: Row) => Promise<unknown>
  /** Whether a refusal is about the rows. Otherwise it would be the same for each, and the run ends. */
  readonly isAboutRows: (error: unknown) => boolean
  readonly onProgress: (count: number) => void
  readonly signal: AbortSignal
}

/**
 * Does something to many rows, a chunk at a time. A chunk that is refused is done again row by row, so that one row at fault
 * does not hold up the others.
 */
export async function runInChunks<Row>(run: BulkRun<Row>): Promise<BulkResult<Row>> {
  const done: Row[] = []
  const failures: Failure<Row>[] = []
  const result = (isCut: boolean): BulkResult<Row> => ({ done, failures, isCut })
  const isOver = async (row: Row): Promise<boolean> => {
    try {
      await run.alone(row)
      done.push(row)
    } catch (error) {
      failures.push({ row, error })
      if (!run.isAboutRows(error)) return true
    }
    run.onProgress(done.length + failures.length)
    return run.signal.aborted
  }

  if (run.signal.aborted) return result(true)
  for await (const rows of run.chunks) {
    try {
      await run.together(rows)
      done.push(...rows)
      run.onProgress(done.length + failures.length)
    } catch (error) {
      if (!run.isAboutRows(error)) {
        failures.push(...rows.slice(0, 1).map((row) => ({ row, error })))
        return result(true)
      }
      for (const row of rows) if (await isOver(row)) return result(true)
    }
    if (run.signal.aborted) return result(true)
  }
  return result(false)
}

import type { DataJobRow } from '@groundwork/domain'

/** One row as a trial shows it, cell by cell. */
interface SampleRow {
  readonly row: number
  readonly action: 'created' | 'updated'
  readonly title: string
  readonly changes: readonly { readonly name: string; readonly old: unknown; readonly new: unknown }[]
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What a job tells of the first rows; null where its cells are not for this reader. */
export function samplesOf({ resultLog: { samples } }: Pick<DataJobRow, 'resultLog'>): readonly SampleRow[] | null {
  if (!Array.isArray(samples)) return null
  return samples.filter(isObject).map(({ row, action, title, changes }) => ({
    row: Number(row),
    action: action === 'created' ? 'created' : 'updated',
    title: String(title ?? ''),
    changes: Object.entries(isObject(changes) ? changes : {}).map(([name, change]) => ({
      name,
      old: isObject(change) ? change.old : null,
      new: isObject(change) ? change.new : null,
    })),
  }))
}

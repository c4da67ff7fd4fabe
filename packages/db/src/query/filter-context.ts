import type { FindResource } from '@groundwork/domain'

/** What the statement around the filter offers to it. */
export interface FilterContext {
  /** The listed table's alias. */
  readonly alias: string
  /** Adds a parameter and returns its place with the cast: `$3::text`. */
  param(value: unknown, cast?: string): string
  /** The alias of the row that a path of references leads to (`organization`, `parent.organizationType`), left-joined. */
  join(path: string): string
  readonly resourceNamed?: FindResource
}

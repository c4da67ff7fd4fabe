/** What keeps rows from being deleted (`in_use`, `has_children`), as far as whoever asked may view it: `error.details`. */
export interface InUse {
  readonly usedBy: readonly UsedBy[]
  /** There is more than they can see. */
  readonly hidden: boolean
}

/** The rows of one resource that are in the way, through one reference. */
export interface UsedBy {
  readonly resource: string
  /** For people: "stock location". */
  readonly label: string
  readonly count: number
  /** The first few. Without a title where that may not be read. */
  readonly rows: readonly { readonly id: string; readonly title: string | null }[]
}

/** SQL with its values, ready to run. */
export interface Statement {
  readonly text: string
  readonly values: readonly unknown[]
  /** One plan, by indexes, serves all values: making one for each costs more than it wins. A look heeds it; within a transaction Postgres chooses. */
  readonly isPlannedOnce?: true
}

/** A condition that is kept for many statements: text, and between it the places of its values. */
export interface Fragment {
  readonly pieces: readonly (string | number)[]
  readonly values: readonly unknown[]
}

/** Names and texts in our SQL hold no `$`: values are always parameters. */
export const fragmentOf = ({ text, values }: Statement): Fragment => ({
  pieces: text.split(/\$(\d+)/).map((piece, index) => (index % 2 ? Number(piece) : piece)),
  values,
})

/** Collects the values of a statement under construction. */
export class Parameters {
  readonly values: unknown[] = []

  /** Adds a value and returns its place, cast when told: `$3::uuid[]`. A list that several conditions share is sent once. */
  readonly param = (value: unknown, cast?: string): string => {
    const known = Array.isArray(value) ? this.values.indexOf(value) + 1 : 0
    const place = known || this.values.push(value)
    return cast ? `$${place}::${cast}` : `$${place}`
  }

  /** Takes over a piece of SQL that was compiled by itself: its values come behind the others. */
  include({ pieces, values }: Fragment): string {
    const before = this.values.length
    this.values.push(...values)
    return pieces.map((piece) => (typeof piece === 'number' ? `$${before + piece}` : piece)).join('')
  }
}

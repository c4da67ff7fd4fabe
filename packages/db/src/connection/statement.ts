/** SQL with its values, ready to run. */
export interface Statement {
  readonly text: string
  readonly values: readonly unknown[]
}

/** Collects the values of a statement under construction. */
export class Parameters {
  readonly values: unknown[] = []

  /** Adds a value and returns its place, cast when told: `$3::uuid[]`. */
  readonly param = (value: unknown, cast?: string): string => {
    this.values.push(value)
    return cast ? `$${this.values.length}::${cast}` : `$${this.values.length}`
  }
}

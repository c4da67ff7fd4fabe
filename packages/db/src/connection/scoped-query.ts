import pg from 'pg'
import type { Reach } from './reach.ts'
import { settingOf } from './reach.ts'
import type { Statement } from './statement.ts'
import { nameOf } from './statement-names.ts'

/** The part of pg's connection that speaks the extended protocol; its types leave it out. */
interface WireConnection {
  bind(message: { statement: string; values: readonly unknown[]; valueMapper: (value: unknown) => unknown }): void
  execute(message: { portal: string }): void
}

interface QueryInternals {
  prepare(connection: WireConnection): void
  handleCommandComplete(message: unknown, connection: WireConnection): void
}

export type ArrayResult = pg.QueryArrayResult<unknown[]>

const asIs = (value: unknown) => value
const Query = pg.Query as unknown as new (
  config: object,
  values: undefined,
  done: (error: Error | null, result: ArrayResult) => void,
) => pg.Submittable & QueryInternals

/**
 * One query with its reach in front, as a transaction of its own without `begin` and `commit`: Postgres runs everything up
 * to one Sync message as one transaction, so a setting made by the first statement binds the second and is gone afterwards.
 * Measured: 0.87 of the speed of the bare query, against 0.77 for four pipelined statements.
 */
export class ScopedQuery extends Query {
  private isReachSet = false

  constructor(
    { text, values }: Statement,
    private readonly reach: Reach,
    done: (error: Error | null, result: ArrayResult) => void,
  ) {
    super({ text, values, name: scopedName(text, reach), rowMode: 'array', queryMode: 'extended' }, undefined, done)
  }

  override prepare(connection: WireConnection): void {
    const setting = settingOf(this.reach)
    connection.bind({ statement: setting.name, values: setting.values, valueMapper: asIs })
    connection.execute({ portal: '' })
    super.prepare(connection)
  }

  /** The first completion is the setting's; it has no rows. */
  override handleCommandComplete(message: unknown, connection: WireConnection): void {
    if (this.isReachSet) super.handleCommandComplete(message, connection)
    else this.isReachSet = true
  }
}

/** A plan under row-level security belongs to one role: the two must not push each other out. */
export function scopedName(text: string, reach: Reach): string | undefined {
  const name = nameOf(text)
  return name && reach.kind === 'system' ? `${name}s` : name
}

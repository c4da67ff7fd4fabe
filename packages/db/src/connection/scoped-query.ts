import { type Answer, DescribedQuery, type WireConnection } from './described-query.ts'
import { type Access, type Reach, type Setting, settingOf } from './reach.ts'
import type { Statement } from './statement.ts'
import { nameOf } from './statement-names.ts'

export interface ScopedStatement extends Statement {
  readonly reach: Reach
  readonly access: Access
  /** Rows as arrays of cells; unless told, as objects. */
  readonly rowMode?: 'array'
}

const asIs = (value: unknown) => value

/**
 * One query with its reach in front, as a transaction of its own without `begin` and `commit`: Postgres runs everything up
 * to one Sync message as one transaction, so a setting made by the first statement binds the second and is gone afterwards.
 * Measured: 0.87 of the speed of the bare query, against 0.77 for four pipelined statements.
 */
export class ScopedQuery<Row> extends DescribedQuery<Row> {
  private readonly setting: Setting
  private isReachSet = false

  constructor({ text, values, reach, access, rowMode }: ScopedStatement, done: Answer<Row>) {
    super({ text, values, name: scopedName(text, reach), rowMode, queryMode: 'extended' }, done)
    this.setting = settingOf(reach, access)
  }

  override prepare(connection: WireConnection): void {
    const { name, values } = this.setting
    connection.bind({ statement: name, values, valueMapper: asIs })
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

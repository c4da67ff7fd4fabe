import type pg from 'pg'
import { corked, streamOf } from './corked.ts'
import type { KeyedQuestion } from './gathered-reads.ts'
import { type Access, leaveSystem, type Reach, type Setting, settingOf } from './reach.ts'
import { scopedName } from './scoped-query.ts'
import type { Statement } from './statement.ts'
import { isConnectionLost } from './translate-error.ts'

/**
 * One transaction on one connection. It begins with its first statement: `begin`, the reach and the statement leave
 * together and cost one round trip, and so do the last statements and `commit`.
 */
export class Transaction {
  private client: Promise<pg.PoolClient> | null = null
  private isOver = false

  constructor(
    private readonly pool: pg.Pool,
    private reach: Reach,
    private readonly access: Access = 'write',
  ) {}

  /** Rows as arrays of cells. */
  async run(statement: Statement): Promise<unknown[][]> {
    const { rows } = await (await this.begun()).query<unknown[]>({ ...this.prepared(statement), rowMode: 'array' })
    return rows
  }

  /** Rows as objects, by the names that the SQL gives. */
  async query<Row extends object>(statement: Statement): Promise<Row[]> {
    const { rows } = await (await this.begun()).query<Row>(this.prepared(statement))
    return rows
  }

  async byKey<Row>({ of, rowMode }: KeyedQuestion<Row>, key: string): Promise<Row | undefined> {
    const statement = of([key])
    const [row] = rowMode ? await this.run(statement) : await this.query(statement)
    return row as Row | undefined
  }

  /** Changes the reach for what is sent from now on. */
  async setReach(reach: Reach): Promise<void> {
    const wasSystem = this.reach.kind === 'system'
    this.reach = reach
    if (!this.client) return
    const client = await this.client
    if (wasSystem && reach.kind !== 'system') await sendSetting(client, leaveSystem)
    await sendSetting(client, settingOf(reach, this.access))
  }

  /** Sends the last statements and the commit together. @throws when anything in the transaction had failed */
  async commit(last: readonly Statement[]): Promise<void> {
    if (!this.client && !last.length) return this.end()
    const client = await this.begun()
    this.isOver = true
    const sent = corked(client, () => [
      ...last.map((statement) => client.query({ ...this.prepared(statement), rowMode: 'array' as const })),
      client.query('commit'),
    ])
    const outcomes = await Promise.allSettled(sent)
    const failure = outcomes.find((outcome) => outcome.status === 'rejected')
    client.release(isConnectionLost(failure?.reason))
    if (failure) throw failure.reason
    const answer = await sent.at(-1)
    // Postgres answers a commit of a failed transaction with a rollback, and does not call that an error.
    if (answer?.command !== 'COMMIT') throw new Error('A failed statement was ignored in this unit of work')
  }

  async rollback(): Promise<void> {
    const { client: pending } = this
    if (!pending || this.isOver) return this.end()
    this.isOver = true
    try {
      const client = await pending
      const outcome = await client.query('rollback').catch((error: unknown) => error)
      client.release(outcome instanceof Error)
    } catch {
      // There never was a connection, as whoever asked for it has been told: nothing is there to be undone.
    }
  }

  private end(): void {
    this.isOver = true
  }

  private prepared({ text, values }: Statement) {
    const name = scopedName(text, this.reach)
    return { text, values: [...values], ...(name && { name }) }
  }

  private begun(): Promise<pg.PoolClient> {
    if (this.isOver) throw new Error('This unit of work is over')
    this.client ??= this.begin()
    return this.client
  }

  private async begin(): Promise<pg.PoolClient> {
    const client = await this.pool.connect()
    const stream = streamOf(client)
    stream.cork()
    // After the promises that are ready: the statement that everybody waits for is then in the same packet.
    process.nextTick(() => stream.uncork())
    // When either fails, so does every statement behind it, with the same error or because of it.
    client.query('begin').catch(isToldBelow)
    sendSetting(client, settingOf(this.reach, this.access)).catch(isToldBelow)
    return client
  }
}

const isToldBelow = () => undefined

function sendSetting(client: pg.PoolClient, { name, text, values }: Setting) {
  return client.query({ name, text, values: [...values] })
}

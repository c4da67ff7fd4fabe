import type pg from 'pg'
import { streamOf } from './corked.ts'
import type { KeyedQuestion } from './gathered-reads.ts'
import { JoinedQuery, type JoinedResult, type Step } from './joined-query.ts'
import { type Access, leaveSystem, type Reach, type Setting, settingOf } from './reach.ts'
import { scopedStep } from './scoped-query.ts'
import type { Statement } from './statement.ts'
import { isConnectionLost } from './translate-error.ts'

const begin: Step = { name: 'begin', text: 'begin', values: [] }
const commit: Step = { name: 'commit', text: 'commit', values: [] }

/**
 * One transaction on one connection. It begins with its first statement: `begin`, the reach and the statement leave
 * together and cost one round trip, and so do the last statements and `commit`. Where those are all there is, it is one in all.
 */
export class Transaction {
  private client: Promise<pg.PoolClient> | null = null
  private isBegun = false
  private isOver = false

  constructor(
    private readonly pool: pg.Pool,
    private reach: Reach,
    private readonly access: Access = 'write',
  ) {}

  /** Rows as arrays of cells. */
  run(statement: Statement): Promise<unknown[][]> {
    return this.ask<unknown[]>(statement, 'array')
  }

  /** Rows as objects, by the names that the SQL gives. */
  query<Row extends object>(statement: Statement): Promise<Row[]> {
    return this.ask<Row>(statement)
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
    const steps = last.map((statement) => scopedStep(statement, this.reach))
    const client = await this.connected()
    this.isOver = true
    const { isBegun } = this
    const together = isBegun ? [...steps, commit] : [settingOf(this.reach, this.access), ...steps]
    const { command } = await sendTogether(client, together).catch(async (error: unknown) => {
      if (isBegun && !isConnectionLost(error)) await undo(client)
      else client.release(isConnectionLost(error))
      throw error
    })
    client.release()
    // Postgres answers a commit of a failed transaction with a rollback, and does not call that an error.
    if (isBegun && command !== 'COMMIT') throw new Error('A failed statement was ignored in this unit of work')
  }

  async rollback(): Promise<void> {
    const { client: pending } = this
    if (!pending || this.isOver) return this.end()
    this.isOver = true
    try {
      await undo(await pending)
    } catch {
      // There never was a connection, as whoever asked for it has been told: nothing is there to be undone.
    }
  }

  private end(): void {
    this.isOver = true
  }

  private async ask<Row>(statement: Statement, rowMode?: 'array'): Promise<Row[]> {
    const client = await this.connected()
    const step = scopedStep(statement, this.reach)
    if (this.isBegun) return (await sendTogether<Row>(client, [step], rowMode)).rows
    this.isBegun = true
    const stream = streamOf(client)
    stream.cork()
    // After the promises that are ready: what else is asked for by now is then in the same packet.
    process.nextTick(() => stream.uncork())
    return (await sendTogether<Row>(client, [begin, settingOf(this.reach, this.access), step], rowMode)).rows
  }

  private connected(): Promise<pg.PoolClient> {
    if (this.isOver) throw new Error('This unit of work is over')
    this.client ??= this.pool.connect()
    return this.client
  }
}

/** A connection on which even that fails is given up. */
async function undo(client: pg.PoolClient): Promise<void> {
  const outcome = await client.query('rollback').catch((error: unknown) => error)
  client.release(outcome instanceof Error)
}

const sendSetting = (client: pg.PoolClient, setting: Setting) => sendTogether(client, [setting])

const sendTogether = <Row>(
  client: pg.PoolClient,
  steps: readonly Step[],
  rowMode?: 'array',
): Promise<JoinedResult<Row>> =>
  new Promise<JoinedResult<Row>>((resolve, reject) => {
    client.query(new JoinedQuery<Row>(steps, rowMode, (error, result) => (error ? reject(error) : resolve(result))))
  }).catch((error: unknown) => {
    // As pg does it: what reads the socket says nothing of who asked.
    if (error instanceof Error) Error.captureStackTrace(error)
    throw error
  })

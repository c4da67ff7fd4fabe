import pg from 'pg'
import { type Described, describedColumns, keepColumns } from './described-columns.ts'

/** One statement of several that leave together. Without a name it is not kept prepared. */
export interface Step {
  readonly name?: string | undefined
  readonly text: string
  /** As they are sent: what cannot be sent is refused where a step is made, when nobody else waits for it yet. */
  readonly values: readonly unknown[]
}

/** The part of pg's connection that speaks the extended protocol; its types leave it out. */
interface WireConnection {
  readonly parsedStatements: Readonly<Record<string, string>>
  /** Sent, and not yet confirmed. */
  readonly submittedNamedStatements: Record<string, string>
  parse(message: { name: string | undefined; text: string }): void
  bind(message: {
    statement: string | undefined
    values: readonly unknown[]
    valueMapper(value: unknown): unknown
  }): void
  describe(message: { type: 'P'; name: string }): void
  execute(message: { portal: string }): void
  sync(): void
}

/** The part of pg's query that answers what comes back. `name` and `text` are of the statement that pg is told of next. */
interface QueryInternals {
  name: string | undefined
  text: string
  queryMode: string
  _result: Described
  /** What is answered. */
  _results: Described
  _accumulateRows: boolean
  prepare(connection: WireConnection): void
  handleDataRow(message: unknown): void
  handleCommandComplete(message: unknown, connection: WireConnection): void
  handleError(error: Error, connection: WireConnection): void
}

export interface JoinedResult<Row> {
  readonly rows: Row[]
  readonly command?: string
}

/** `error` is set where there is no result. */
export type JoinedAnswer<Row> = (error: Error | null, result: JoinedResult<Row>) => void

const Query = pg.Query as unknown as new (
  text: string,
  values: undefined,
  done: JoinedAnswer<never>,
) => pg.Submittable & QueryInternals

const { Result } = pg as unknown as { Result: new (rowMode: 'array') => Described }

const asIs = (value: unknown) => value

/**
 * Several statements up to one Sync message; the answer is that of the last. Postgres answers them in one go, passes over the rest where
 * one fails, and unless they begin or end a transaction themselves, runs them as one of their own. Each statement with a Sync would
 * be a write to the socket and a read of it for both sides. The columns of a prepared one are described once for each connection.
 */
export class JoinedQuery<Row> extends Query {
  private at = 0
  private readonly parsing = new Set<string>()

  constructor(
    private readonly steps: readonly Step[],
    rowMode: 'array' | undefined,
    done: JoinedAnswer<Row>,
  ) {
    const [first] = steps
    super(first?.text ?? '', undefined, done) // pg copies a configuration property by property: the rest is told here.
    this.queryMode = 'extended'
    this.name = first?.name
    if (rowMode) this._results = this._result = new Result(rowMode)
  }

  override prepare(connection: WireConnection): void {
    for (const [place, { name, text, values }] of this.steps.entries()) {
      this.parse(connection, name, text)
      connection.bind({ statement: name, values, valueMapper: asIs })
      if (this.isLast(place) && !this.knowsColumns(connection, name)) connection.describe({ type: 'P', name: '' })
      connection.execute({ portal: '' })
    }
    connection.sync()
  }

  /** Only of the last one anybody wants rows. */
  override handleDataRow(message: unknown): void {
    if (this.isLast(this.at)) super.handleDataRow(message)
  }

  /** They end in the order in which they were sent, so that what pg hears of next is of the one behind. */
  override handleCommandComplete(message: unknown, connection: WireConnection): void {
    if (!this.isLast(this.at)) {
      this.moveOn()
      return
    }
    super.handleCommandComplete(message, connection)
    if (this.name) keepColumns(connection, this.name, this._result)
  }

  /** What stands behind the one that failed was passed over, and is not prepared. */
  override handleError(error: Error, connection: WireConnection): void {
    for (const { name } of this.steps.slice(this.at)) {
      if (name && this.parsing.has(name)) delete connection.submittedNamedStatements[name]
    }
    super.handleError(error, connection)
  }

  private knowsColumns(connection: WireConnection, name: string | undefined): boolean {
    const known = name === undefined ? undefined : describedColumns(connection).get(name)
    if (!known) return false
    Object.assign(this._result, known)
    this._accumulateRows = true
    return true
  }

  private moveOn(): void {
    this.at += 1
    this.name = this.steps[this.at]?.name
    this.text = this.steps[this.at]?.text ?? ''
  }

  private parse(connection: WireConnection, name: string | undefined, text: string): void {
    if (name) {
      if (connection.parsedStatements[name] ?? connection.submittedNamedStatements[name]) return
      connection.submittedNamedStatements[name] = text
      this.parsing.add(name)
    }
    connection.parse({ name, text })
  }

  private isLast(place: number): boolean {
    return place === this.steps.length - 1
  }
}

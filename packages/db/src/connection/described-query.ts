import pg from 'pg'

/** The part of pg's connection that speaks the extended protocol; its types leave it out. */
export interface WireConnection {
  bind(message: { statement: string; values: readonly unknown[]; valueMapper: (value: unknown) => unknown }): void
  execute(message: { portal: string }): void
  describe(message: object): void
}

/** What pg's result knows of its columns, and how it reads them. */
interface Columns {
  fields: unknown
  _parsers: unknown
  _prebuiltEmptyResultObject: unknown
}

interface QueryInternals {
  readonly name: string | undefined
  readonly _result: Columns
  _accumulateRows: boolean
  prepare(connection: WireConnection): void
  handleCommandComplete(message: unknown, connection: WireConnection): void
}

/** `error` is set where there is no result. */
export type Answer<Row> = (error: Error | null, result: { readonly rows: Row[] }) => void

const Query = pg.Query as unknown as new (
  config: object,
  values: undefined,
  done: Answer<never>,
) => pg.Submittable & QueryInternals

interface Told {
  /** By the name of the statement. */
  readonly columns: Map<string, Columns>
  /** The connection, to which it may be said that something be described: nothing happens. */
  readonly quiet: WireConnection
}

const toldBy = new WeakMap<WireConnection, Told>()

function toldOf(connection: WireConnection): Told {
  const known = toldBy.get(connection)
  if (known) return known
  const quiet = Object.create(connection, { describe: { value: () => undefined } }) as WireConnection
  const told = { columns: new Map<string, Columns>(), quiet }
  toldBy.set(connection, told)
  return told
}

/**
 * A query that has the columns of its answer described once for each connection and prepared statement. They stay as they are:
 * Postgres refuses to run a prepared statement whose columns would be others by now. To tell of dozens of columns, and to read it, takes
 * longer than to find a row.
 */
export class DescribedQuery<Row> extends Query {
  constructor(config: object, done: Answer<Row>) {
    super(config, undefined, done)
  }

  override prepare(connection: WireConnection): void {
    const { columns, quiet } = toldOf(connection)
    const known = this.name === undefined ? undefined : columns.get(this.name)
    if (known) {
      Object.assign(this._result, known)
      this._accumulateRows = true
    }
    super.prepare(known ? quiet : connection)
  }

  override handleCommandComplete(message: unknown, connection: WireConnection): void {
    super.handleCommandComplete(message, connection)
    if (this.name === undefined) return
    const { fields, _parsers, _prebuiltEmptyResultObject } = this._result
    toldOf(connection).columns.set(this.name, { fields, _parsers, _prebuiltEmptyResultObject })
  }
}

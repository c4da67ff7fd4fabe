import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { appRole, type Database, openDatabase, prepareDatabase } from '../../src/index.ts'

export interface TestDatabase {
  /** Superuser and owner of the tables: for looking behind the curtain. */
  readonly ownerUrl: string
  readonly appUrl: string
  readonly database: Database
  /** Runs SQL as the superuser, whom nothing hides. */
  sql<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>
  /** Runs one statement as the application signs in, under one of its two roles. */
  asRole(role: 'groundwork_app' | 'groundwork_system', text: string): Promise<void>
  /** Closes and drops it. */
  close(): Promise<void>
  /** Closes it and keeps it for others to be copied from; answers its name. Nobody else may be connected any more. */
  keep(): Promise<string>
}

const preparedTemplate = 'groundwork_template'
const password = 'test-only'
const templateLock = 7_251_903_199

export interface TestDatabaseOptions {
  /** Settings of the connection behind `sql`, as `-c session_replication_role=replica`. */
  readonly sqlSettings?: string
  /** The name of a database to copy, as `keep` answers it, instead of one without any rows but reference data. */
  readonly template?: string
}

/** A database of one's own on the server of TEST_DATABASE_URL: copied from a prepared template, in tens of milliseconds. */
export async function createTestDatabase({ sqlSettings, template }: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const serverUrl = process.env.TEST_DATABASE_URL
  if (!serverUrl) throw new Error('TEST_DATABASE_URL is not set: run integration tests through vitest at the root')
  const name = `groundwork_test_${randomBytes(6).toString('hex')}`
  if (!template) await prepareServer(serverUrl)
  await withServer(serverUrl, async (server) => {
    await server.query('select pg_advisory_lock($1)', [templateLock])
    await server.query(`create database ${name} template ${template ?? preparedTemplate}`)
  })
  const ownerUrl = inDatabase(serverUrl, name)
  const appUrl = asApplication(ownerUrl)
  const database = await openDatabase({ url: appUrl, poolSize: 5 })
  const owner = new pg.Pool({ connectionString: ownerUrl, max: 1, ...(sqlSettings && { options: sqlSettings }) })
  // The drop ends connections that are about to end anyway.
  owner.on('error', () => undefined)
  const disconnect = () => Promise.all([database.close(), owner.end()])
  return {
    ownerUrl,
    appUrl,
    database,
    sql: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      (await owner.query<Row>(text, [...values])).rows,
    asRole: async (role, text) => {
      const client = new pg.Client({ connectionString: appUrl })
      await client.connect()
      try {
        await client.query(`begin; set local role ${role}`)
        await client.query(text)
      } finally {
        await client.end()
      }
    },
    close: async () => {
      await disconnect()
      await withServer(serverUrl, (server) => server.query(`drop database ${name} with (force)`))
    },
    keep: async () => {
      await disconnect()
      return name
    },
  }
}

/** Sees to the template and, with it, to the roles that all databases of the server share: two that make them at once fail. */
export const prepareServer = (serverUrl: string): Promise<void> =>
  withServer(serverUrl, async (server) => {
    await server.query('select pg_advisory_lock($1)', [templateLock])
    await makeTemplate(server, serverUrl)
  })

/** Under a second name until it is whole: a run that was stopped leaves no half template behind. */
async function makeTemplate(server: pg.Client, serverUrl: string): Promise<void> {
  const { rowCount } = await server.query('select from pg_database where datname = $1', [preparedTemplate])
  if (rowCount) return
  const draft = `${preparedTemplate}_draft`
  await server.query(`drop database if exists ${draft} with (force)`)
  await server.query(`create database ${draft}`)
  const ownerUrl = inDatabase(serverUrl, draft)
  await prepareDatabase({ ownerUrl, appUrl: asApplication(ownerUrl) })
  await server.query(`alter database ${draft} rename to ${preparedTemplate}`)
}

async function withServer<Result>(url: string, use: (server: pg.Client) => Promise<Result>): Promise<Result> {
  const server = new pg.Client({ connectionString: url })
  await server.connect()
  try {
    return await use(server)
  } finally {
    await server.end()
  }
}

function inDatabase(url: string, name: string): string {
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}

function asApplication(url: string): string {
  const address = new URL(url)
  address.username = appRole
  address.password = password
  return address.href
}

import { randomBytes } from 'node:crypto'
import pg from 'pg'

/** A database without anything in it. */
export async function createEmptyDatabase() {
  const serverUrl = process.env.TEST_DATABASE_URL ?? ''
  const name = `groundwork_empty_${randomBytes(6).toString('hex')}`
  const server = new pg.Pool({ connectionString: serverUrl, max: 1 })
  await server.query(`create database ${name}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  const pool = new pg.Pool({ connectionString: url.href, max: 2 })
  // The drop ends connections that are about to end anyway.
  pool.on('error', () => undefined)
  return {
    ownerUrl: url.href,
    sql: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      (await pool.query<Row>(text, [...values])).rows,
    close: async () => {
      await pool.end()
      await server.query(`drop database ${name} with (force)`)
      await server.end()
    },
  }
}

export type EmptyDatabase = Awaited<ReturnType<typeof createEmptyDatabase>>

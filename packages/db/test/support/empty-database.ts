import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { prepareServer } from './test-database.ts'

/** A database without anything in it. */
export async function createEmptyDatabase() {
  const serverUrl = process.env.TEST_DATABASE_URL ?? ''
  const name = `groundwork_empty_${randomBytes(6).toString('hex')}`
  await prepareServer(serverUrl)
  const server = new pg.Pool({ connectionString: serverUrl, max: 1 })
  await server.query(`create database ${name}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  const pool = new pg.Pool({ connectionString: url.href, max: 2 })
  // The drop ends connections that are about to end anyway.
  pool.on('error', () => undefined)
  const owner = `owner_of_${name}`
  return {
    ownerUrl: url.href,
    boundOwnerUrl: Object.assign(new URL(url), { username: owner, password: 'test-only' }).href,
    /** Gives the database to somebody who is no superuser, as on a managed server: `boundOwnerUrl`. */
    bindOwner: async () => {
      await server.query(`create role ${owner} login password 'test-only'`)
      await server.query(`alter database ${name} owner to ${owner}`)
      await pool.query(`alter schema public owner to ${owner}`)
    },
    sql: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      (await pool.query<Row>(text, [...values])).rows,
    close: async () => {
      await pool.end()
      await server.query(`drop database ${name} with (force)`)
      await server.query(`drop role if exists ${owner}`)
      await server.end()
    },
  }
}

export type EmptyDatabase = Awaited<ReturnType<typeof createEmptyDatabase>>

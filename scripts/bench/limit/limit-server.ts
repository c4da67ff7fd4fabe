/**
 * The limit that Groundwork is measured against: bare `node:http` and raw `pg`, no framework, no rights, no validation. A
 * process of its own, as the API is. Started by `start-limit.ts`.
 */
import { createReadStream, createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { v7 } from 'uuid'
import { auditSql, countSql, eventSql, getSql, insertSql, listSql, updateSql } from './product-sql.ts'
import { type LimitSettings, settingsVariable } from './start-limit.ts'

const { databaseUrl, poolSize, port, organization, user, folder } = JSON.parse(
  process.env[settingsVariable] ?? '',
) as LimitSettings
const pool = new pg.Pool({ connectionString: databaseUrl, max: poolSize })
const prepared = (name: string, sql: string, values: unknown[]) => ({ name, text: sql, values })

const routes: Readonly<Record<string, (req: IncomingMessage, res: ServerResponse, rest: string) => Promise<void>>> = {
  'GET /list': async (_req, res) => {
    const { rows } = await pool.query(prepared('list', listSql, [organization]))
    answer(res, 200, { rows: rows.slice(0, 25), nextCursor: rows.length > 25 ? rows[24]?.id : null })
  },
  'GET /counted-list': async (_req, res) => {
    const [{ rows }, { rows: counts }] = await Promise.all([
      pool.query(prepared('list', listSql, [organization])),
      pool.query<{ count: string }>(prepared('count', countSql, [organization])),
    ])
    answer(res, 200, { count: Number(counts[0]?.count), next: null, previous: null, results: rows.slice(0, 25) })
  },
  'GET /get': async (_req, res, id) => {
    const { rows } = await pool.query(prepared('get', getSql, [organization, id]))
    answer(res, 200, rows[0])
  },
  'POST /create': async (req, res) => {
    const { sku, name, product_type } = JSON.parse(await text(req)) as Record<string, string>
    const id = v7()
    const row = await transaction(async (client) => {
      const { rows } = await client.query(
        prepared('insert', insertSql, [id, organization, sku, name, product_type, user]),
      )
      await client.query(
        prepared('audit', auditSql, [v7(), organization, user, 'CREATE', id, name, { sku: { old: null, new: sku } }]),
      )
      await client.query(prepared('event', eventSql, [v7(), organization, 'product.created', id]))
      return rows[0]
    })
    answer(res, 201, row)
  },
  'PATCH /update': async (req, res, id) => {
    const { name } = JSON.parse(await text(req)) as Record<string, string>
    const row = await transaction(async (client) => {
      const { rows } = await client.query(prepared('update', updateSql, [organization, id, name, user]))
      const { old_name, ...row } = rows[0]
      await client.query(
        prepared('audit', auditSql, [
          v7(),
          organization,
          user,
          'UPDATE',
          id,
          name,
          { name: { old: old_name, new: name } },
        ]),
      )
      await client.query(prepared('event', eventSql, [v7(), organization, 'product.updated', id]))
      return row
    })
    answer(res, 200, row)
  },
  'POST /upload': async (req, res) => {
    await pipeline(req, createWriteStream(join(folder, v7())))
    answer(res, 201, {})
  },
  'GET /file': async (req, res, name) => {
    const path = join(folder, name)
    const { size } = await stat(path)
    const [, start = '0', end = ''] = /^bytes=(\d+)-(\d*)$/.exec(req.headers.range ?? '') ?? []
    const range = { start: Number(start), end: end ? Number(end) : size - 1 }
    res.writeHead(req.headers.range ? 206 : 200, {
      'content-length': range.end - range.start + 1,
      ...(req.headers.range && { 'content-range': `bytes ${range.start}-${range.end}/${size}` }),
    })
    await pipeline(createReadStream(path, range), res)
  },
  'GET /static': async (_req, res) => answer(res, 200, staticPage),
}

const staticPage = { rows: Array.from({ length: 25 }, (_, index) => ({ id: v7(), sku: `SKU-${index}`, name: 'Bolt' })) }

async function transaction<Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
  const client = await pool.connect()
  await client.query('begin')
  const result = await work(client)
  await client.query('commit')
  client.release()
  return result
}

function answer(res: ServerResponse, status: number, value: unknown): void {
  const body = JSON.stringify(value)
  res.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body)
}

createServer((req, res) => {
  const [, name = '', rest = ''] = (req.url ?? '').split('/')
  const route = routes[`${req.method} /${name}`]
  const answered = route ? route(req, res, rest) : Promise.reject(new Error(`No route for ${req.method} ${req.url}`))
  answered.catch((error: unknown) => {
    console.error(error)
    res.destroy()
  })
}).listen(port, '127.0.0.1')

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { createServer } from 'node:net'
import { testProgram } from '@groundwork/db/testing'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, startTestApi, type TestApi } from './support/start-test-api.ts'
import { sessionOf, sha256, textOf, tusCalls } from './support/tus-calls.ts'

const children: ChildProcess[] = []

let api: TestApi
let organization: string
let member: Caller

beforeAll(async () => {
  api = await startTestApi({ UPLOAD_MAX_BYTES_TEXT: '30000000' })
  organization = await api.organization('Survivors')
  member = await api.member(organization, 'member')
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})
afterAll(() => api.stop())

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}

interface Doomed {
  readonly url: string
  readonly killed: Promise<NodeJS.Signals | null>
}

/** The API as a process of its own, on the same database and disk. It dies where `fault` says. */
async function startDoomed(fault: string): Promise<Doomed> {
  const { config } = api.services
  const port = await freePort()
  const child = spawn(process.execPath, [testProgram('api')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH,
      APP_DATABASE_URL: config.databaseUrl,
      REDIS_URL: process.env.TEST_REDIS_URL,
      GROUNDWORK_SECRET: config.secret,
      DATA_DIR: config.dataDirectory,
      PORT: String(port),
      VIRUS_SCAN_PROVIDER: 'none',
      UPLOAD_MAX_BYTES_TEXT: '30000000',
      FAULT: fault,
    },
  })
  children.push(child)
  const killed = once(child, 'exit').then(([, signal]: (NodeJS.Signals | null)[]) => signal ?? null)
  for await (const line of child.stdout) if (String(line).includes('listening')) break
  child.stdout.resume()
  return { url: `http://127.0.0.1:${port}`, killed }
}

const quota = async () => {
  const [row] = await api.sql<{ used: number; reserved: number }>(
    `select used_bytes::int as used, reserved_bytes::int as reserved from storage_quota where organization_id = $1`,
    [organization],
  )
  return row ?? { used: 0, reserved: 0 }
}

/** What the dead process held ends by itself after a minute. */
const leaseRunsOut = (path: string) =>
  api.sql('update upload_session set lease_until = now() where id = $1', [sessionOf(path)])

const points = ['after:part_put', 'after:tail_put', 'after:parts_completed', 'after:bytes_adopted'] as const

describe('a process that is killed in an upload', () => {
  it.each(points.map((fault, number) => ({ fault, number })))(
    '$fault: the next one goes on, and has the same bytes',
    async ({ fault, number }) => {
      const before = await quota()
      const bytes = textOf(20_000_000)
      bytes.write(`${number} `)
      const metadata = { filename: `${number}.txt`, organization }
      const mine = { Authorization: `Bearer ${member.token}` }
      const path = await tusCalls(api.url, mine).begun(bytes.length, metadata)
      const doomed = await startDoomed(fault)
      const sent = fault === 'after:tail_put' ? bytes.subarray(0, 19_000_000) : bytes
      await expect(tusCalls(doomed.url, mine).send(path, 0, sent)).rejects.toThrow()
      expect(await doomed.killed).toBe('SIGKILL')
      await leaseRunsOut(path)

      const tus = tusCalls(api.url, mine)
      const offset = await tus.offsetOf(path)
      if (offset < bytes.length) expect((await tus.send(path, offset, bytes.subarray(offset))).status).toBe(204)
      const file = (await tus.ask('HEAD', path)).headers.get('upload-file-id')
      expect((await member('GET', `/files/${file}/`)).body).toMatchObject({ sha256: sha256(bytes), status: 'stored' })
      expect(await quota()).toEqual({ used: before.used + bytes.length, reserved: before.reserved })
      const { dataDirectory } = api.services.config
      const left = (await readdir(dataDirectory, { recursive: true })).filter((name) =>
        /\.tmp\/.|staging\/.*\/./.test(name),
      )
      expect(left).toEqual([])
    },
    60_000,
  )
})

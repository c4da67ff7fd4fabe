import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createTestDatabase } from '@groundwork/db/testing'
import { adminPassword } from './admin-password.ts'
import { until } from './until.ts'

const bundle = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url))

export type TestStack = Awaited<ReturnType<typeof startTestStack>>

/** What a stack kept, for others to begin with. */
export interface KeptStack {
  /** Its name on the run's server. */
  readonly database: string
  /** With the files, and what was made of them. */
  readonly folder: string
}

/**
 * The real thing, as `npm start` runs it: API and worker from their bundles, the built web client, a database and a folder
 * of their own, the run's Redis and virus scanner. Each file uses a numbered Redis database of its own. It begins empty, or
 * as a copy of what another has kept. `settings` are more of its environment.
 */
export async function startTestStack(
  redisNumber: number,
  kept?: KeptStack,
  settings: Readonly<Record<string, string>> = {},
) {
  const { TEST_REDIS_URL, TEST_CLAMAV_HOST, TEST_CLAMAV_PORT } = process.env
  const database = await createTestDatabase(kept && { template: kept.database })
  const folder = await mkdtemp(join(tmpdir(), 'groundwork-web-'))
  if (kept) await cp(kept.folder, folder, { recursive: true })
  const port = await freePort()
  const url = `http://localhost:${port}`
  const env = {
    ...process.env,
    NODE_ENV: 'development',
    PORT: String(port),
    PUBLIC_URL: url,
    DATA_DIR: folder,
    DATABASE_URL: database.ownerUrl,
    APP_DATABASE_URL: database.appUrl,
    REDIS_URL: new URL(`/${redisNumber}`, TEST_REDIS_URL).href,
    GROUNDWORK_SECRET: 'a secret for tests that is long enough',
    ADMIN_PASSWORD: adminPassword,
    // Where tests that fetch from the web have their web; all else of this machine stays closed.
    OUTBOUND_ALLOW: '127.0.0.2',
    VIRUS_SCAN_PROVIDER: TEST_CLAMAV_HOST ? 'clamav' : 'none',
    ...(TEST_CLAMAV_HOST && { CLAMAV_HOST: TEST_CLAMAV_HOST, CLAMAV_PORT: TEST_CLAMAV_PORT }),
    ...settings,
  }
  const logFile = join(folder, 'stack.log')
  const start = (program: string) => {
    const log = openSync(logFile, 'a')
    const child = spawn(process.execPath, [bundle(program)], { env, stdio: ['ignore', log, log] })
    closeSync(log)
    return child
  }

  const running: ChildProcess[] = []
  const endAll = () => Promise.all(running.map(end))
  const stop = async () => {
    await endAll()
    await database.close()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    if (!kept) {
      const [code] = await once(start('api/dist/prepare.js'), 'exit')
      if (code !== 0) throw new Error('The database could not be prepared')
    }
    running.push(start('api/dist/main.js'), start('worker/dist/main.js'))
    await until((signal) => isReady(url, signal))
  } catch (error) {
    const log = await readFile(logFile, 'utf8')
    await stop()
    throw new Error(`The stack did not start:\n${log}`, { cause: error })
  }
  return {
    url,
    mailFolder: join(folder, 'mail'),
    scans: TEST_CLAMAV_HOST !== undefined,
    /** Past the API, for more rows than one would wait for. */
    sql: database.sql,
    stop,
    /** Ends it, and leaves what it holds for others to begin with. */
    keep: async (): Promise<KeptStack> => {
      await endAll()
      return { database: await database.keep(), folder }
    },
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

const isReady = (url: string, signal: AbortSignal): Promise<boolean> =>
  fetch(`${url}/readyz`, { signal }).then(
    ({ ok }) => ok,
    () => false,
  )

/** One that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

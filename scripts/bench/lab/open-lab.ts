import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createClient, type GroundworkClient, memoryTokenStore } from '@groundwork/client'
import { startClamd } from '../../lib/clamd.mjs'
import { readJson } from '../../lib/json-file.mjs'
import { openDataDir } from '../../lib/paths.mjs'
import { freePort } from '../../lib/ports.mjs'
import { claimDataDir } from '../../lib/run-record.mjs'
import { startStack } from '../../lib/stack.mjs'
import { type Limit, startLimit } from '../limit/start-limit.ts'
import { type Population, populate } from './populate.ts'

/** A Groundwork of its own, filled, with the limit beside it. */
export interface Lab extends Population {
  /** In all organizations together. */
  readonly products: number
  readonly url: string
  /** Signed in as a plain member of one organization. */
  readonly gw: GroundworkClient
  /** Where the second page of its products begins. */
  readonly cursor: string
  /** For calls made without the client. Signs in again each time, since a bench may outlive a token. */
  authorization(): Promise<{ readonly authorization: string }>
  readonly limit: Limit
  /** Where the limit keeps files. */
  readonly limitFolder: string
  readonly dataDir: string
  readonly ownerUrl: string
  readonly environment: NodeJS.ProcessEnv
  readonly apiPid: number
  readonly workerPid: number
  stop(): Promise<void>
}

/** As many connections as the API has. */
export const poolSize = 10

export const password = 'a password for the bench only'

const GB = 1024 ** 3

/** What a bench needs otherwise than an installation does: larger files, no rate limit, and a look into the event loop. */
const given = {
  NODE_ENV: 'production',
  NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, 'event-loop-probe.mjs')).href}`,
  UPLOAD_MAX_BYTES_VIDEO: String(6 * GB),
  REQUESTS_PER_MINUTE: '100000000',
  ADMIN_PASSWORD: password,
}

export interface LabOptions {
  /** In all organizations together. */
  readonly products: number
  /** Scans with a real ClamAV that knows one signature. */
  readonly hasScanner: boolean
  readonly signal: AbortSignal
}

export async function openLab({ products, hasScanner, signal }: LabOptions): Promise<Lab> {
  const home = mkdtempSync(join(openDataDir(), 'bench-'))
  const dataDir = join(home, 'data')
  const limitFolder = join(home, 'limit')
  // Postgres runs as its own user when we are root, and has to pass through.
  for (const folder of [home, dataDir]) mkdirSync(folder, { recursive: true })
  for (const folder of [home, dataDir]) chmodSync(folder, 0o711)
  mkdirSync(limitFolder)
  const { DATABASE_URL: _database, REDIS_URL: _redis, ...environment } = process.env
  const claim = await claimDataDir(dataDir)
  const clamd = hasScanner ? await openScanner(home) : null
  const stack = await startStack({
    dataDir,
    claim,
    port: await freePort(),
    signal,
    given: { ...environment, ...given, ...(clamd ? scannedBy(clamd.port) : { VIRUS_SCAN_PROVIDER: 'none' }) },
  })
  const closing: (() => Promise<unknown>)[] = [stack.stop]
  if (clamd) closing.push(clamd.stop)
  closing.push(async () => rmSync(home, { recursive: true, force: true }))
  const stop = async () => {
    for (const close of closing) await close()
    claim.release()
  }
  try {
    const url = `http://127.0.0.1:${stack.env.runtime.PORT}`
    const ownerUrl = stack.env.owner.DATABASE_URL
    const population = await populate({ url, ownerUrl, password, products })
    const store = memoryTokenStore()
    const gw = createClient({ url, tokenStore: store })
    const authorization = async () => {
      await gw.signIn(population.username, password)
      return { authorization: `Bearer ${(await store.load())?.access}` }
    }
    await authorization()
    const { nextCursor } = await gw.product.list({ orderBy: ['-createdAt'], limit: 25 })
    const limit = await startLimit(
      {
        databaseUrl: ownerUrl,
        poolSize,
        port: await freePort(),
        organization: population.organization,
        user: population.user,
        folder: limitFolder,
      },
      join(home, 'limit.log'),
    )
    closing.unshift(gw.close, limit.stop)
    const { services } = readJson(join(dataDir, 'run.json'))
    return {
      ...population,
      products,
      url,
      gw,
      cursor: encodeURIComponent(nextCursor ?? ''),
      authorization,
      limit,
      limitFolder,
      dataDir,
      ownerUrl,
      environment: stack.env.runtime,
      apiPid: services.api.pid,
      workerPid: services.worker.pid,
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function openScanner(home: string) {
  const folder = join(home, 'clamd')
  mkdirSync(folder, { mode: 0o711 })
  const clamd = await startClamd({ folder, logsDir: folder, port: await freePort() })
  if (!clamd) throw new Error('This bench needs ClamAV installed')
  return clamd
}

const scannedBy = (port: number) => ({
  VIRUS_SCAN_PROVIDER: 'clamav',
  CLAMAV_HOST: '127.0.0.1',
  CLAMAV_PORT: String(port),
})

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { asSystem, openOutbox } from '@groundwork/db'
import { createTestDatabase } from '@groundwork/db/testing'
import { defaultFilePolicy, Organization } from '@groundwork/domain'
import {
  auditKeeping,
  clamdScanner,
  deriveKeys,
  receiveUpload,
  type Scanner,
  ThumbnailCache,
} from '@groundwork/services'
import { openStorage, storageSet } from '@groundwork/storage'
import { Redis } from 'ioredis'
import { pino } from 'pino'
import { expect } from 'vitest'
import { previewRenderer, type RunningWorker, sourcePrograms, startWorker, type WorkerServices } from '../src/index.ts'

const system = asSystem('set a test up')
const secret = 'a secret that is long enough for it'

/** Each test file uses a numbered Redis database of its own. */
export function redisUrl(number: number): string {
  const url = process.env.TEST_REDIS_URL
  if (!url) throw new Error('TEST_REDIS_URL is not set: run integration tests through vitest at the root')
  return new URL(`/${number}`, url).href
}

/** The real scanner; it knows nothing but the EICAR test file. */
export function testClamd(): Scanner {
  const { TEST_CLAMAV_HOST: host, TEST_CLAMAV_PORT: port } = process.env
  if (!host || !port) throw new Error('clamd is not running: install clamav-daemon')
  return clamdScanner({ host, port: Number(port) })
}

export type WorkerWorld = Awaited<ReturnType<typeof createWorkerWorld>>

/** An organization, a directory, and a worker that a test starts and stops. */
export async function createWorkerWorld(redisNumber: number, overrides: Partial<WorkerServices> = {}) {
  const testDatabase = await createTestDatabase()
  const { database, appUrl } = testDatabase
  const directory = await mkdtemp(join(tmpdir(), 'groundwork-worker-'))
  const storage = await openStorage({ provider: 'local', directory })
  const log = pino({ level: 'silent' })
  const clock = () => new Date()
  const services: WorkerServices = {
    database,
    storages: storageSet([storage]),
    thumbnails: new ThumbnailCache(clock),
    filePolicy: defaultFilePolicy,
    scanner: testClamd(),
    outbound: { allow: [] },
    keys: deriveKeys(secret),
    config: { publicUrl: 'http://files.test' },
    clock,
    log,
    renderer: await previewRenderer({ programs: sourcePrograms(), log }),
    mail: null,
    audit: auditKeeping({
      database,
      place: { directory: join(directory, 'audit-checkpoints'), key: deriveKeys(secret).auditCheckpoint },
      retentionYears: 7,
      checkpointEntries: 1000,
      clock,
      log,
    }),
    ...overrides,
  }
  const organization = await database.withUnitOfWork(system, async (work) => {
    const { id } = await work.insert(Organization, { name: 'Test', code: 'TEST', organizationType: 'Company' })
    return id
  })
  const redis = new Redis(redisUrl(redisNumber))
  await redis.flushdb()
  const running: RunningWorker[] = []

  const sql = <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> =>
    database.withUnitOfWork(system, (work) => work.query<Row>(text, values))

  interface FileState {
    readonly status: string
    readonly reason: string | null
    readonly engine: string | null
    readonly thumbnail: string | null
    readonly optimised: string | null
    readonly width: number | null
    readonly height: number | null
  }

  const file = async (id: string): Promise<FileState> => {
    const [row] = await sql<FileState>(
      `select f.status, f.status_reason as reason, b.scan_engine as engine, b.derivatives ->> 'thumbnail' as thumbnail,
         b.derivatives ->> 'optimised' as optimised, f.width, f.height
       from file f join file_version v on v.file_id = f.id and v.number = f.version_number
       join blob b on b.id = v.blob_id where f.id = $1`,
      [id],
    )
    if (!row) throw new Error(`no file ${id}`)
    return row
  }

  return {
    ...testDatabase,
    services,
    storage,
    directory,
    organization,
    redis,
    sql,
    file,
    async start(changes: Partial<WorkerServices> = {}, url = redisUrl(redisNumber)) {
      const worker = await startWorker({
        services: { ...services, ...changes },
        outbox: openOutbox({ database, url: appUrl }),
        redisUrl: url,
        dataJobHistoryYears: 7,
      })
      running.push(worker)
      return worker
    },
    async upload(fileName: string, bytes: Buffer): Promise<string> {
      const stream = Readable.from([bytes], { objectMode: false })
      return (await receiveUpload(services, system, { organization, fileName, stream })).id
    },
    reaches: (id: string, status: string) =>
      expect.poll(async () => (await file(id)).status, { timeout: 15_000, interval: 20 }).toBe(status),
    isDone: (id: string, handler: string, timeout = 15_000) =>
      expect
        .poll(
          () =>
            sql('select 1 from effect join outbox_event on id = event_id where object_id = $1 and handler = $2', [
              id,
              handler,
            ]),
          { timeout, interval: 20 },
        )
        .toHaveLength(1),
    topics: async (id: string) =>
      (await sql<{ topic: string }>('select topic from outbox_event where object_id = $1 order by id', [id])).map(
        ({ topic }) => topic,
      ),
    async close() {
      await Promise.all(running.map((worker) => worker.stop()))
      services.renderer.close()
      redis.disconnect()
      await testDatabase.close()
      await storage.close()
      await rm(directory, { recursive: true })
    },
  }
}

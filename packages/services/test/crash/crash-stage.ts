import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Database, WorkContext } from '@groundwork/db'
import { defaultFilePolicy, type Principal } from '@groundwork/domain'
import { openStorage, type StorageProvider, storageSet } from '@groundwork/storage'
import { pino } from 'pino'
import { deriveKeys } from '../../src/config/index.ts'
import { type FileServices, receiveUpload, scanFile, ThumbnailCache, type Upload } from '../../src/file/index.ts'
import { waryScanner } from '../wary-scanner.ts'

/** Where a process is killed, and what it works on. */
export interface Crash {
  readonly point: string
  readonly scenario: string
  readonly appUrl: string
  /** Of the main storage, and of the one that files are moved to. */
  readonly directories: readonly [string, string]
  readonly organization: string
  readonly context: WorkContext & { readonly actor: Principal }
}

/** A sender has been told that these bytes are safe. */
export interface Acknowledged {
  readonly file: string
  readonly sha256: string
}

export const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

/** As honest as text can be, and never the same twice. */
export const textFor = (name: string, bytes = 2000) => Buffer.alloc(bytes, `${name}: all work and no play. `)

/** A disk under another name, which takes parts from outside as a bucket does. */
function asBucket(storage: StorageProvider, name: StorageProvider['name']): StorageProvider {
  const presignPart = async () => new URL('http://bucket.test')
  return new Proxy(storage, {
    get(target, property) {
      if (property === 'name') return name
      if (property === 'presignPart') return presignPart
      const value: unknown = Reflect.get(target, property, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

/** What processes before and after a crash stand on alike. */
export async function crashServices(database: Database, directories: Crash['directories']): Promise<FileServices> {
  const [main, other] = await Promise.all(directories.map((directory) => openStorage({ provider: 'local', directory })))
  if (!main || !other) throw new Error('Two directories make two storages')
  const clock = () => new Date()
  return {
    database,
    storages: storageSet([asBucket(main, 'local'), asBucket(other, 's3')]),
    thumbnails: new ThumbnailCache(clock),
    filePolicy: defaultFilePolicy,
    scanner: waryScanner().scanner,
    outbound: { allow: [] },
    keys: deriveKeys('a secret that is long enough for it'),
    config: { publicUrl: 'http://files.test' },
    clock,
    log: pino({ level: 'silent' }),
  }
}

export type Stage = Awaited<ReturnType<typeof setStage>>

/** Files as people have them: one with two versions, one deleted long ago, one that is harmful. */
export async function setStage(
  services: FileServices,
  { organization, context }: Pick<Crash, 'organization' | 'context'>,
  acknowledge: (told: Acknowledged) => void,
) {
  const upload = async (bytes: Buffer, more: Partial<Upload> = {}) => {
    const stream = Readable.from([bytes], { objectMode: false })
    const { id } = await receiveUpload(services, context, { organization, fileName: 'a.txt', stream, ...more })
    return id
  }
  const payloadOf = (file: string) => ({ event: file, organization, objectId: file })
  const scan = (file: string) => scanFile(services, payloadOf(file), async () => undefined)
  const kept = async (bytes: Buffer, more?: Partial<Upload>) => {
    const file = await upload(bytes, more)
    await scan(file)
    return file
  }
  const first = textFor('first')
  const replaced = await kept(first)
  await kept(textFor('second'), { replaces: replaced })
  acknowledge({ file: replaced, sha256: sha256(textFor('second')) })
  const deleted = await kept(textFor('deleted'))
  await services.database.withUnitOfWork(context, async (work) => {
    await work.query(`update file set deleted_at = now() - interval '90 days' where id = $1`, [deleted])
  })
  const harmful = await kept(textFor('HARMFUL'))
  return { services, context, organization, acknowledge, upload, scan, payloadOf, first, replaced, deleted, harmful }
}

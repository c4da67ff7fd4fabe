import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { asSystem, insertSession, type WorkContext } from '@groundwork/db'
import { createTestDatabase, makeAvailable } from '@groundwork/db/testing'
import { defaultFilePolicy, Organization, type Principal, seededRoles, User } from '@groundwork/domain'
import { openStorage, storageSet } from '@groundwork/storage'
import { pino } from 'pino'
import { expect } from 'vitest'
import { deriveKeys } from '../src/config/index.ts'
import {
  type FileServices,
  noScanner,
  receiveUpload,
  type ServedBytes,
  scanFile,
  ThumbnailCache,
  type Upload,
} from '../src/file/index.ts'

const system = asSystem('set a test up')

/** A picture of one pixel, whole. */
export const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

export const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

/** So many bytes of honest text. */
export const textOf = (bytes: number) => Buffer.alloc(bytes, 'All work and no play makes a dull file.\n')

/** As much, but equal to none with another number. */
export const textLike = (bytes: number, number: number) => {
  const text = textOf(bytes)
  text.write(`${number} `.padEnd(8, '-'))
  return text
}

/** Comes in pieces, as from a network. */
export function streamOf(bytes: Buffer, pieceBytes = 32_768): Readable {
  const pieces: Buffer[] = []
  for (let at = 0; at < bytes.length; at += pieceBytes) pieces.push(bytes.subarray(at, at + pieceBytes))
  return Readable.from(pieces, { objectMode: false })
}

/** All bytes of an answer; null where it has none. */
export async function bytesOf({ open }: ServedBytes<Readable | Buffer>): Promise<Buffer | null> {
  const body = open && (await open())
  return body instanceof Readable ? buffer(body) : body
}

export type FileWorld = Awaited<ReturnType<typeof createFileWorld>>

/** A database and a directory of one's own, a clock that a test moves, and short ways to what a test is not about. */
export async function createFileWorld(overrides: Partial<FileServices> = {}) {
  const testDatabase = await createTestDatabase()
  const { database } = testDatabase
  const directory = await mkdtemp(join(tmpdir(), 'groundwork-files-'))
  const storage = await openStorage({ provider: 'local', directory })
  let now = Date.now()
  const clock = () => new Date(now)
  const services: FileServices = {
    database,
    storages: storageSet([storage]),
    thumbnails: new ThumbnailCache(clock),
    filePolicy: defaultFilePolicy,
    scanner: noScanner,
    outbound: { allow: [] },
    keys: deriveKeys('a secret that is long enough for it'),
    config: { publicUrl: 'http://files.test' },
    clock,
    log: pino({ level: 'silent' }),
    ...overrides,
  }
  const unique = () => randomBytes(5).toString('hex')

  const sql = <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> =>
    database.withUnitOfWork(system, (work) => work.query<Row>(text, values))

  async function organization(parent?: string): Promise<string> {
    const name = `Organization ${unique()}`
    const values = { name, code: name, organizationType: 'Company', ...(parent && { parent }) }
    return (await database.withUnitOfWork(system, (work) => work.insert(Organization, values))).id
  }

  /** Somebody with a seeded role in an organization. */
  async function person(of: string, as: string): Promise<WorkContext & { actor: Principal }> {
    const username = `user-${unique()}`
    const user = await database.withUnitOfWork(system, (work) =>
      work.insert(User, { username, email: `${username}@example.com` }),
    )
    const grants = seededRoles.find(({ slug }) => slug === as)?.grants ?? []
    const memberships = [{ organization: of, role: as, attributes: {}, grants }]
    return { actor: { kind: 'user', userId: user.id, username, isSuperuser: false, memberships } }
  }

  async function member(as = 'member', parent?: string) {
    const home = await organization(parent)
    return { organization: home, context: await person(home, as) }
  }

  /** The same person with a membership and a session of which the database knows, for what asks it who they are by then. */
  async function signedIn(context: WorkContext & { actor: Principal }, of: string) {
    const { userId, memberships } = context.actor
    await sql(
      `insert into membership (id, organization_id, user_id, role_id)
       select gen_random_uuid(), $1, $2, id from role where slug = $3 and organization_id is null on conflict do nothing`,
      [of, userId, memberships[0]?.role],
    )
    const sessionId = randomUUID()
    const session = { id: sessionId, userId, refreshHash: unique(), userAgent: null, ip: null }
    const expiresAt = new Date(now + 86_400_000)
    await database.withUnitOfWork(system, async (work) => insertSession(work, { ...session, now: clock(), expiresAt }))
    return { ...context, actor: { ...context.actor, sessionId } }
  }

  const upload = (context: WorkContext, given: Omit<Upload, 'stream'> & { readonly bytes: Buffer }) => {
    const { bytes, ...rest } = given
    return receiveUpload(services, context, { ...rest, stream: streamOf(bytes) })
  }

  const quota = async (of: string) => {
    const [row] = await sql<{ used: string; reserved: string }>(
      'select used_bytes as used, reserved_bytes as reserved from storage_quota where organization_id = $1',
      [of],
    )
    return { used: Number(row?.used ?? 0), reserved: Number(row?.reserved ?? 0) }
  }

  /** What counts for an organization and all below it. */
  const quotaBelow = async (of: string) => {
    const [row] = await sql<{ used: string; reserved: string }>(
      'select subtree_used_bytes as used, subtree_reserved_bytes as reserved from storage_quota where organization_id = $1',
      [of],
    )
    return { used: Number(row?.used ?? 0), reserved: Number(row?.reserved ?? 0) }
  }

  /** Does what the worker does for a file that waits for its scan. */
  async function scan(of: string, file: string, changes: Partial<FileServices> = {}): Promise<void> {
    const payload = { event: randomUUID(), organization: of, objectId: file }
    await scanFile({ ...services, ...changes }, payload, async () => undefined)
  }

  /** What an organization has left behind: rows, objects, half-written files, reservations. */
  async function traces(of: string) {
    const [files] = await sql<{ count: number }>('select count(*)::int as count from file where organization_id = $1', [
      of,
    ])
    const [versions] = await sql<{ count: number }>(
      'select count(*)::int as count from file_version where organization_id = $1',
      [of],
    )
    const objects: string[] = []
    for await (const { key } of storage.list(`${of}/`)) objects.push(key)
    const temporary = await readdir(join(directory, '.tmp'))
    return { files: files?.count, versions: versions?.count, objects, temporary, ...(await quota(of)) }
  }

  return {
    ...testDatabase,
    /** As the owner of the tables, who may change them. */
    asOwner: testDatabase.sql,
    services,
    storage,
    directory,
    sql,
    organization,
    person,
    member,
    signedIn,
    upload,
    quota,
    quotaBelow,
    scan,
    traces,
    makeAvailable: (file: string) => makeAvailable(sql, file),
    setQuota: (of: string, bytes: number) =>
      sql(
        `insert into storage_quota (organization_id, quota_bytes) values ($1, $2)
         on conflict (organization_id) do update set quota_bytes = $2`,
        [of, bytes],
      ),
    /** Entries of the audit trail about an organization's files, oldest first. */
    audit: (of: string) =>
      sql<{ action: string; object_id: string | null; user_id: string | null; context: Record<string, unknown> }>(
        `select action_type as action, object_id, user_id, context from audit_entry where organization_id = $1 and resource = 'file' order by id`,
        [of],
      ),
    events: (file: string) =>
      sql<{ topic: string }>('select topic from outbox_event where object_id = $1 order by id', [file]),
    /** Until somebody waits for a row that somebody else has locked. */
    someoneWaits: () =>
      expect
        .poll(() =>
          testDatabase.sql(
            `select from pg_locks where not granted and pid in (select pid from pg_stat_activity where datname = current_database())`,
          ),
        )
        .not.toEqual([]),
    wait(seconds: number) {
      now += seconds * 1000
    },
    close: async () => {
      await testDatabase.close()
      await storage.close()
      await rm(directory, { recursive: true })
    },
  }
}

export const nothingLeft = { files: 0, versions: 0, objects: [], temporary: [], used: 0, reserved: 0 }

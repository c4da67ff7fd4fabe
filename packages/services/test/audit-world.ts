import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asSystem, type Database } from '@groundwork/db'
import { createTestDatabase } from '@groundwork/db/testing'
import { pino } from 'pino'
import { v7 } from 'uuid'
import { auditKeeping, deriveKeys, verifyTrail } from '../src/index.ts'

const system = asSystem('set a test up')
export const goOn = new AbortController().signal

export interface AuditOptions {
  readonly checkpointEntries?: number
  readonly secret?: string
  /** Another way to the same one. */
  readonly database?: Database
}

/** A database, a folder for checkpoints, and what keeps the trail: nothing runs by itself. */
export async function createAuditWorld() {
  // As whoever owns the server can: then no trigger stops them, and only the chain tells.
  const testDatabase = await createTestDatabase({ sqlSettings: '-c session_replication_role=replica' })
  const { database, appUrl, sql } = testDatabase
  const directory = await mkdtemp(join(tmpdir(), 'groundwork-audit-'))
  let now = Date.now()
  const placeOf = (secret: string) => ({ directory, key: deriveKeys(secret).auditCheckpoint })
  const secret = 'a secret that is long enough for it'

  return {
    ...testDatabase,
    directory,
    keeping: (options: AuditOptions = {}) =>
      auditKeeping({
        database: options.database ?? database,
        place: placeOf(options.secret ?? secret),
        retentionYears: 7,
        checkpointEntries: options.checkpointEntries ?? 1000,
        clock: () => new Date(now),
        log: pino({ level: 'silent' }),
      }),
    verify: () => verifyTrail({ databaseUrl: appUrl, place: placeOf(secret) }),
    /** Entries of one organization, or of none, each written by a unit of work of its own. */
    async write(organization: string | null, count: number): Promise<void> {
      for (let index = 1; index <= count; index += 1) {
        await database.withUnitOfWork(system, async (work) =>
          work.record({
            action: 'VIEW',
            resource: 'session',
            organization,
            objectId: `${index}`,
            objectRepr: `No. ${index}`,
          }),
        )
      }
    },
    /** Entries of a time long gone, as they lay there then. */
    async writeThen(organization: string, month: string, count: number): Promise<void> {
      await sql('select make_audit_partition($1)', [`${month}-01`])
      for (let index = 1; index <= count; index += 1) {
        await sql(
          `with entry as (
             insert into audit_entry (id, organization_id, actor_label, action_type, resource, object_repr, created_at)
             values ($1, $2, 'test', 'VIEW', 'test', 'old', $3) returning id, created_at
           ) insert into audit_pending select id, created_at from entry`,
          [v7(), organization, `${month}-${String(index + 10)}T12:00:00Z`],
        )
      }
    },
    links: (chain: string) =>
      sql<{ position: string; entry: string }>(
        'select position, entry_id as entry from audit_link where chain_id = $1 order by position',
        [chain],
      ),
    async checkpointLines(): Promise<string[]> {
      const [name = ''] = await readdir(directory)
      return (await readFile(join(directory, name), 'utf8')).trimEnd().split('\n')
    },
    async writeCheckpointLines(lines: readonly string[]): Promise<void> {
      const [name = ''] = await readdir(directory)
      await writeFile(join(directory, name), lines.map((line) => `${line}\n`).join(''))
    },
    /** As when the power went while the last line was written. */
    async cutLastLineEnd(): Promise<void> {
      const [name = ''] = await readdir(directory)
      const path = join(directory, name)
      await truncate(path, (await stat(path)).size - 1)
    },
    wait(minutes: number) {
      now += minutes * 60_000
    },
    async close() {
      await testDatabase.close()
      await rm(directory, { recursive: true })
    },
  }
}

export type AuditWorld = Awaited<ReturnType<typeof createAuditWorld>>

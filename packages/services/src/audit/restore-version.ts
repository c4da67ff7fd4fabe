import { findSeenRecord, type Page, type SeenRecord, type WorkContext } from '@groundwork/db'
import {
  type AuditChanges,
  AuditEntry,
  type Defined,
  DomainError,
  issueInWords,
  notFound,
  type PatchOf,
  type Resource,
  type ResourceSpec,
  type Rewound,
  type RowOf,
  rewind,
} from '@groundwork/domain'
import { z } from 'zod'
import type { EngineServices, Verbs } from '../resource/verbs.ts'
import { entriesOf, trailReader } from './entries-of.ts'

/** The verbs that bringing back a version needs: the record's own change carries it out, with all its rules. */
export type RestorableVerbs<S extends ResourceSpec, Needs extends EngineServices> = Pick<
  Verbs<S, Needs>,
  'resource' | 'patchSchema' | 'update'
>

export interface VersionPlace {
  readonly id: string
  /** The entry of its history after which the record was as it shall be again. */
  readonly entry: string
}

/** The row, and the fields that were different then but cannot be brought back. */
export type RestoredVersion<S extends ResourceSpec> = RowOf<Defined<S>> & { readonly skipped: readonly string[] }

/**
 * Puts a record's fields back to what they were right after an entry of its history.
 *
 * @throws DomainError conflict (`nothing_to_restore`) when they are still, or cannot be
 */
export async function restoreVersion<S extends ResourceSpec, Needs extends EngineServices>(
  { resource, patchSchema, update }: RestorableVerbs<S, Needs>,
  services: Needs,
  context: WorkContext,
  { id, entry }: VersionPlace,
): Promise<RestoredVersion<S>> {
  const { record, row } = await changeable(services, context, resource, id)
  const later = await changesSince(services, context, { resource, id, record, entry })
  const canRead = (field: string) => record.fields === 'all' || record.fields.has(field)
  const { values, skipped } = acceptable(rewind(resource, later, canRead), patchSchema)
  if (!Object.keys(values).length) throw nothingToRestore(skipped)

  const version = 'version' in row ? { version: row.version } : {}
  const restored = await update(services, context, id, readPatch<S>(patchSchema, { ...values, ...version }))
  return { ...restored, skipped }
}

/** The record as it is before its trail is read: whatever comes between the two makes the version stale. */
function changeable<S extends ResourceSpec>(
  { database }: EngineServices,
  context: WorkContext,
  resource: Defined<S>,
  id: string,
): Promise<{ readonly record: SeenRecord; readonly row: RowOf<Defined<S>> }> {
  return database.withUnitOfWork(context, async (work) => {
    const row = await work.get(resource, id, { action: 'change', withDeleted: true })
    const record = await findSeenRecord(work, resource, id)
    if (!record) throw notFound(resource.label)
    if ('deletedAt' in row && row.deletedAt !== null) throw isDeleted(resource)
    return { record, row }
  })
}

interface Since extends VersionPlace {
  readonly resource: Resource
  readonly record: SeenRecord
}

const pageSize = 1000

/** What changed after an entry, the oldest first. @throws DomainError not_found for an entry of another record */
async function changesSince(
  services: EngineServices,
  context: WorkContext,
  { resource, id, record, entry }: Since,
): Promise<AuditChanges[]> {
  const reader = trailReader(services, context)
  const isIt = { field: 'id', op: 'eq', value: entry } as const
  const [target] = (await reader.list(AuditEntry, { ...entriesOf(resource, id, record, [isIt]), limit: 1 })).rows
  if (!target) throw notFound(AuditEntry.label)

  const since = entriesOf(resource, id, record, [{ field: 'createdAt', op: 'gte', value: target.createdAt }])
  const later: AuditChanges[] = []
  let cursor: string | null = null
  do {
    const page: Page<RowOf<typeof AuditEntry>> = await reader.list(AuditEntry, {
      ...since,
      limit: pageSize,
      ...(cursor && { cursor }),
    })
    const place = page.rows.findIndex((row) => row.id === target.id)
    const newer = place < 0 ? page.rows : page.rows.slice(0, place)
    later.push(...newer.map(({ changes }) => changes))
    cursor = place < 0 ? page.nextCursor : null
  } while (cursor)
  return later.reverse()
}

/** A change may take less than the definition allows: what it does not know, it cannot put back. */
function acceptable({ values, skipped }: Rewound, patchSchema: z.ZodType): Rewound {
  const known = patchSchema instanceof z.ZodObject ? patchSchema.shape : values
  const isKnown = (field: string) => Object.hasOwn(known, field)
  const refused = Object.keys(values).filter((field) => !isKnown(field))
  return {
    values: Object.fromEntries(Object.entries(values).filter(([field]) => isKnown(field))),
    skipped: [...skipped, ...refused].sort(),
  }
}

/** What was once right may be refused by the rules of today. */
function readPatch<S extends ResourceSpec>(
  schema: z.ZodType<PatchOf<Defined<S>>>,
  values: Readonly<Record<string, unknown>>,
): PatchOf<Defined<S>> {
  const read = schema.safeParse(values)
  if (read.success) return read.data
  const fields = Object.fromEntries(read.error.issues.map((issue) => [issue.path.join('.'), [issueInWords(issue)]]))
  throw new DomainError('invalid', 'What it was then would be refused today', { reason: 'no_longer_valid', fields })
}

const nothingToRestore = (skipped: readonly string[]) =>
  new DomainError('conflict', 'There is nothing to restore: it is as it was then, or what differs cannot be put back', {
    reason: 'nothing_to_restore',
    details: { skipped },
  })

const isDeleted = ({ label }: Resource) =>
  new DomainError('conflict', `The ${label} is deleted: restore it first`, { reason: 'deleted' })

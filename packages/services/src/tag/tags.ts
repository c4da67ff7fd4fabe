import {
  type AskedUsage,
  retagRows,
  type TagUsage,
  type UnitOfWork,
  usageOfTags,
  type WorkContext,
} from '@groundwork/db'
import { invalidField, Organization, type PatchOf, type RowOf, Tag } from '@groundwork/domain'
import type { EngineServices } from '../resource/verbs.ts'

type TagRow = RowOf<typeof Tag>

/** Changes a tag. A new name is the name on all rows that have it. */
export function updateTag(
  { database }: EngineServices,
  context: WorkContext,
  key: string,
  { version, ...changes }: PatchOf<typeof Tag>,
): Promise<TagRow> {
  return database.withUnitOfWork(context, async (work) => {
    const before = await work.get(Tag, key, { action: 'change', lock: true })
    const expected = version === undefined ? {} : { expectedVersion: version }
    const isRenamed = changes.name !== undefined && changes.name !== before.name
    if (!isRenamed) return work.update(Tag, key, changes, expected)
    const rows = await retag(work, before, changes.name ?? null)
    return work.update(Tag, key, changes, { ...expected, details: { rows } })
  })
}

/** Deletes a tag, and takes it from all rows that have it. */
export function removeTag({ database }: EngineServices, context: WorkContext, key: string): Promise<TagRow> {
  return database.withUnitOfWork(context, async (work) => {
    const tag = await work.get(Tag, key, { action: 'delete', lock: true })
    return work.remove(Tag, key, { details: { rows: await retag(work, tag, null) } })
  })
}

/** Puts one tag in the place of another, on all rows. The other one is gone then. */
export async function mergeTags(
  { database }: EngineServices,
  context: WorkContext,
  { id, into }: { readonly id: string; readonly into: string },
): Promise<TagRow> {
  if (id === into) throw invalidField('into', 'Is the same tag', 'same_tag')
  return database.withUnitOfWork(context, async (work) => {
    const { organization } = await work.get(Tag, id, { action: 'merge' })
    const other = await work.find(Tag, into)
    if (other?.organization !== organization) throw invalidField('into', 'Does not exist', 'no_such_reference')
    // In one order, so that two who merge the same tags the other way round do not block one another. Until then they may be renamed.
    for (const key of [id, into].sort()) await work.get(Tag, key, { action: 'merge', lock: true })
    const [tag, kept] = [await work.get(Tag, id, { action: 'merge' }), await work.get(Tag, into, { action: 'merge' })]
    const rows = await retag(work, tag, kept.name)
    await work.remove(Tag, id, {
      action: 'merge',
      event: 'merged',
      payload: { into },
      details: { into: kept.name, rows },
    })
    return work.get(Tag, into, { action: 'merge' })
  })
}

const retag = (work: UnitOfWork, { organization, name }: TagRow, to: string | null) =>
  retagRows(work, { organization, from: name, to })

/** The tags of an organization, with how many of the rows that the caller may view have them. */
export function listTagUsage(
  { database }: EngineServices,
  context: WorkContext,
  asked: AskedUsage,
): Promise<TagUsage[]> {
  return database.withUnitOfWork(context, async (work) => {
    await work.get(Organization, asked.organization)
    return usageOfTags(work, asked)
  })
}

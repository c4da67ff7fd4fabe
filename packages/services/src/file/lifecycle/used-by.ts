import type { UnitOfWork, WorkContext } from '@groundwork/db'
import {
  type Defined,
  type InUse,
  type Resource,
  type ResourceSpec,
  type RowOf,
  resources,
  StoredFile,
  type UsedBy,
} from '@groundwork/domain'
import type { EngineServices } from '../../resource/verbs.ts'

/** What a file is used by, as far as the caller may view it: documents, profiles, and the record that it was attached to. */
export function fileUsedBy({ database }: EngineServices, context: WorkContext, key: string): Promise<InUse> {
  return database.withUnitOfWork(context, async (work) => {
    const file = await work.get(StoredFile, key)
    const { usedBy, hidden } = await work.uses(StoredFile, key)
    const attached = await attachedTo(work, file)
    return { usedBy: attached ? [...usedBy, attached] : usedBy, hidden }
  })
}

type Attached = Pick<RowOf<typeof StoredFile>, 'entityType' | 'entityId'>

/** Whoever uploads may name what is no row of ours, or one that is out of sight: then there is nothing to show. */
async function attachedTo(work: UnitOfWork, { entityType, entityId }: Attached): Promise<UsedBy | null> {
  if (!entityType || !entityId || !Object.hasOwn(resources, entityType)) return null
  const target = (resources as Readonly<Record<string, Resource>>)[entityType] as Defined<ResourceSpec>
  const row = (await work.find(target, entityId)) as Readonly<Record<string, unknown>> | null
  if (!row) return null
  const title = row[target.title]
  const rows = [{ id: entityId, title: typeof title === 'string' ? title : null }]
  return { resource: target.name, label: target.label, count: 1, rows }
}

import type { UnitOfWork } from '@groundwork/db'
import {
  type Defined,
  type Document,
  invalidField,
  type Resource,
  type ResourceSpec,
  type RowOf,
  resources,
  StoredFile,
} from '@groundwork/domain'

type Attached = Pick<RowOf<typeof Document>, 'organization' | 'entityType' | 'entityId'>

/** The file belongs to the organization of the document, and holds something that may be read one day. */
export async function refuseUnfitFile(work: UnitOfWork, organization: string, key: string): Promise<void> {
  const file = await work.find(StoredFile, key)
  if (file?.organization !== organization) throw invalidField('file', 'Does not exist', 'no_such_reference')
  if (lost.has(file.status)) throw invalidField('file', 'Holds nothing that may be read', 'unsuitable_reference')
}

const lost: ReadonlySet<string> = new Set(['quarantined', 'failed', 'purged'])

/** What a document is attached to is a row of its organization that the caller sees, or that organization itself. */
export async function refuseUnknownTarget(
  work: UnitOfWork,
  { organization, entityType, entityId }: Attached,
): Promise<void> {
  // That a kind and an id belong together is the definition's own rule.
  if (entityType === null || entityId === null) return
  if (!Object.hasOwn(resources, entityType)) {
    throw invalidField('entityType', 'Not a kind of row that there is', 'unknown_resource')
  }
  const target = (resources as Readonly<Record<string, Resource>>)[entityType] as Defined<ResourceSpec>
  const { scope } = target
  const owner = scope.kind === 'organization' ? scope.field : null
  const row = owner === null ? null : await work.find(target, entityId)
  if (owner === null || (row as Readonly<Record<string, unknown>> | null)?.[owner] !== organization) {
    throw invalidField('entityId', 'Does not exist', 'no_such_reference')
  }
}

import type { WorkContext } from '@groundwork/db'
import {
  camelCase,
  type Defined,
  DomainError,
  type JsonObject,
  type Resource,
  type ResourceSpec,
  resources,
} from '@groundwork/domain'
import type { FileServices } from '../file-services.ts'

/** The business object that a file is about, as a caller names it. */
export interface Related {
  readonly relatedObjectType?: string | undefined
  readonly relatedObjectId?: string | undefined
}

/**
 * Whoever wants a file for the sake of a record must be able to view that record. Of kinds that are kept elsewhere nothing can
 * be asked; the file's own rights hold whatever it is related to.
 *
 * @throws DomainError not_found for a record of ours that the caller cannot see
 */
export async function requireRelated(
  { database }: Pick<FileServices, 'database'>,
  context: WorkContext,
  { relatedObjectType: type, relatedObjectId: id }: Related,
): Promise<void> {
  const resource = type === undefined ? undefined : resourceNamed(type)
  if (!resource || id === undefined) return
  if (!(await database.reader(context).find(resource, id)))
    throw new DomainError('not_found', 'Related object not found', { reason: 'no_such_reference' })
}

const resourceNamed = (name: string) =>
  (resources as Readonly<Record<string, Resource>>)[camelCase(name)] as Defined<ResourceSpec> | undefined

/** What the trail says of it. */
export const toldOfRelated = ({ relatedObjectType, relatedObjectId }: Related): JsonObject => ({
  ...(relatedObjectType !== undefined && { relatedObjectType }),
  ...(relatedObjectId !== undefined && { relatedObjectId }),
})

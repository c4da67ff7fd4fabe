import type { WorkContext } from '@groundwork/db'
import {
  DomainError,
  type Filter,
  isObjectTypeOf,
  isStorageSystem,
  notFound,
  Organization,
  type StorageSystem,
} from '@groundwork/domain'
import { z } from 'zod'
import type { FileServices } from '../file-services.ts'

/** Where the storage service keeps a file, in the words of its callers. */
export interface SaidPlace {
  /** The organization's id, or its code. */
  readonly orgId: string
  readonly system: string
  readonly objectType: string
  readonly objectId: string
}

export interface StoragePlace {
  readonly organization: string
  readonly system: StorageSystem
  readonly objectType: string
  readonly objectId: string
}

/** @throws DomainError invalid for a system or object type that there is not, not_found for an organization out of reach */
export async function settlePlace(
  services: Pick<FileServices, 'database'>,
  context: WorkContext,
  { orgId, system, objectType, objectId }: SaidPlace,
): Promise<StoragePlace> {
  if (!isStorageSystem(system)) throw refused('system', `Invalid system: ${system}`)
  if (!isObjectTypeOf(system, objectType))
    throw refused('object_type', `Invalid object_type: ${objectType} for system ${system}`)
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(objectId))
    throw refused('object_id', 'Invalid object_id: letters, digits, - and _, at most 64')
  return { organization: await organizationOf(services, context, orgId), system, objectType, objectId }
}

/** Callers know an organization by its id or by its code. */
export async function organizationOf(
  { database }: Pick<FileServices, 'database'>,
  context: WorkContext,
  idOrCode: string,
): Promise<string> {
  const field = z.uuid().safeParse(idOrCode).success ? 'id' : 'code'
  const filter: Filter = { field, op: 'eq', value: idOrCode }
  const { rows } = await database.reader(context).list(Organization, { filter, limit: 2 })
  const [found, another] = rows
  if (another) throw refused('org_id', 'More than one organization has this code: name it by its id')
  if (!found) throw notFound(Organization.label)
  return found.id
}

const refused = (field: string, message: string) =>
  new DomainError('invalid', message, { fields: { [field]: [message] } })

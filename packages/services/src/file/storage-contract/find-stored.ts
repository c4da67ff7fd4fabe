import { fileAtPath, type WorkContext } from '@groundwork/db'
import { DomainError, isDomainError } from '@groundwork/domain'
import type { FileServices } from '../file-services.ts'
import { getFile } from '../share/get-file.ts'
import type { StoredFileRow } from '../upload-intake.ts'
import { organizationOf } from './storage-place.ts'

/**
 * The file that the storage service knows by a path. What was deleted, what the caller cannot see and what never was are one
 * answer. The path may begin with the organization's code.
 */
export async function findStored(
  services: FileServices,
  context: WorkContext,
  filePath: string,
): Promise<StoredFileRow> {
  const found = await idAtPath(services, context, filePath)
  try {
    if (found) return await getFile(services, context, found.id)
  } catch (error) {
    if (!isDomainError(error) || error.code !== 'not_found') throw error
  }
  throw noSuchFile()
}

interface FoundPath {
  readonly organization: string
  readonly id: string
}

/** Deleted ones too: whoever may see the file is for its own row to say. */
export async function idAtPath(
  services: FileServices,
  context: WorkContext,
  filePath: string,
): Promise<FoundPath | null> {
  const [orgId = '', ...rest] = filePath.replace(/^\/+/, '').split('/')
  if (rest.length < 4) return null
  try {
    const organization = await organizationOf(services, context, orgId)
    const path = [organization, ...rest].join('/')
    const id = await services.database.withUnitOfWork(context, (work) => fileAtPath(work, organization, path))
    return id === null ? null : { organization, id }
  } catch (error) {
    if (isDomainError(error) && error.code === 'not_found') return null
    throw error
  }
}

const noSuchFile = () => new DomainError('not_found', 'File not found')

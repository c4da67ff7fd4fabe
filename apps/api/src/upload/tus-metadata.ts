import type { IncomingHttpHeaders } from 'node:http'
import { invalidField } from '@groundwork/domain'
import { type AnnouncedUpload, type Checksum, checksumAlgorithms, type UploadThroughLink } from '@groundwork/services'
import { z } from 'zod'
import { readObject, readTags } from '../file/upload-fields.ts'

const mostBytes = 8192

/** `filename d29ybGQ=,organization ...`: keys with values in Base64. @throws DomainError */
export function readTusMetadata(header: string | undefined): ReadonlyMap<string, string> {
  const metadata = new Map<string, string>()
  if (header === undefined || header.trim() === '') return metadata
  if (header.length > mostBytes) throw malformed('It is too long')
  for (const pair of header.split(',')) {
    const [key = '', value = '', ...more] = pair.trim().split(' ')
    if (!/^[\w-]{1,60}$/.test(key) || more.length || metadata.has(key) || !/^[A-Za-z\d+/]*={0,2}$/.test(value))
      throw malformed('Write "key base64, key base64"')
    metadata.set(key, Buffer.from(value, 'base64').toString('utf8'))
  }
  return metadata
}

type Announced = Omit<AnnouncedUpload, 'bytes'>

/** What is said of the file. Keys that mean nothing to us are others' own. @throws DomainError unless it names it and its organization */
export function announcedIn(metadata: ReadonlyMap<string, string>): Announced {
  const optional = { entity_type: 'entityType', entity_id: 'entityId', relative_path: 'relativePath' } as const
  const said = Object.entries(optional).flatMap(([key, field]) => {
    const value = metadata.get(key)
    return value ? [[field, value] as const] : []
  })
  const [tags, customFields] = [metadata.get('tags'), metadata.get('custom_fields')]
  const [folder, replaces] = [idIn(metadata, 'folder'), idIn(metadata, 'replaces')]
  return {
    organization: idIn(metadata, 'organization') ?? missing('organization'),
    fileName: nameIn(metadata),
    ...(folder !== undefined && { folder }),
    ...(replaces !== undefined && { replaces }),
    ...Object.fromEntries(said),
    ...(tags && { tags: readTags(tags) }),
    ...(customFields && { customFields: readObject('custom_fields', customFields) }),
  }
}

const saidByAnybody = ['filename', 'name', 'relative_path']
const settledByLink = ['organization', 'folder', 'replaces', 'entity_type', 'entity_id', 'tags', 'custom_fields']

/** What `Upload-Metadata` may hold, for those who describe it. */
export const metadataWords = `key Base64, key Base64. Of the keys ${saidByAnybody.join(', ')}; unless it goes through a link also ${settledByLink.join(', ')}`

/** A link leads where its maker has said: whoever holds it names the file, the folders it comes in, and nothing else. @throws DomainError */
export function announcedThrough(
  { organization, folder }: Pick<UploadThroughLink, 'organization' | 'folder'>,
  metadata: ReadonlyMap<string, string>,
): Announced {
  const tooMuch = settledByLink.find((key) => metadata.has(key))
  if (tooMuch) throw malformed(`${tooMuch} cannot be said through a link`)
  const relativePath = metadata.get('relative_path')
  return { organization, folder, fileName: nameIn(metadata), ...(relativePath && { relativePath }) }
}

/** Some clients know it as `name`. */
const nameIn = (metadata: ReadonlyMap<string, string>) =>
  metadata.get('filename') || metadata.get('name') || missing('filename')

const asUuid = z.uuid()

function idIn(metadata: ReadonlyMap<string, string>, key: string): string | undefined {
  const value = metadata.get(key)
  if (!value) return undefined
  if (!asUuid.safeParse(value).success) throw malformed(`${key} must be an id`)
  return value
}

/** Of a header that was sent more than once, the first. */
export const one = (header: string | string[] | undefined) => (Array.isArray(header) ? header[0] : header)

/** @throws DomainError */
export function readCount(header: string, value: string | undefined): number {
  if (value !== undefined && /^\d{1,15}$/.test(value)) return Number(value)
  throw invalidField(header, 'Must be a whole number of bytes')
}

/** What tus knows besides and we do not. Passed over, a part to be joined with others would become a file of its own. @throws DomainError */
export function refuseOtherExtensions(headers: IncomingHttpHeaders): void {
  for (const name of ['Upload-Concat', 'Upload-Defer-Length'])
    if (headers[name.toLowerCase()] !== undefined)
      throw invalidField(name, 'This extension of tus is not supported', 'extension_unsupported')
}

/** `sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=` @throws DomainError */
export function readChecksum(header: string | undefined): Checksum | undefined {
  if (header === undefined) return undefined
  const [name, value = ''] = header.split(' ')
  const algorithm = checksumAlgorithms.find((known) => known === name)
  if (algorithm && value) return { algorithm, digest: Buffer.from(value, 'base64') }
  throw invalidField('Upload-Checksum', `Must name one of ${checksumAlgorithms.join(', ')} and a value in Base64`)
}

const missing = (key: string): never => {
  throw invalidField('Upload-Metadata', `Must name the ${key}`, `${key}_missing`)
}

const malformed = (message: string) => invalidField('Upload-Metadata', message)

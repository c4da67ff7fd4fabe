import { camelCase } from '@groundwork/domain'
import { errorOfText } from './groundwork-error.ts'
import {
  canBeSentAgain,
  type FormRequest,
  type PlainAnswer,
  type Platform,
  type UploadProgress,
  type UploadSource,
} from './platform.ts'
import type { FileRow } from './router-types.ts'
import { type Credentials, headersOf, type Session } from './session.ts'

/** What is said of a file besides its bytes. */
export interface UploadAbout {
  /** The organization the file will belong to. */
  readonly organization: string
  /** The folder it is put into; left out: at the top. */
  readonly folder?: string
  /** The file whose next version this is. */
  readonly replaces?: string
  readonly tags?: readonly string[]
  readonly customFields?: Readonly<Record<string, unknown>>
  /** What the file is attached to, if anything. */
  readonly entityType?: string
  readonly entityId?: string
}

export interface UploadOptions extends UploadAbout {
  readonly onProgress?: (progress: UploadProgress) => void
  readonly signal?: AbortSignal
}

interface UploadServices {
  readonly url: string
  readonly session: Session
  readonly platform: Platform
}

/** Sends one file in one request, without ever holding it in memory as a whole. The answer comes before the virus scan. */
export async function uploadFile(
  { url, session, platform }: UploadServices,
  file: UploadSource,
  { organization, onProgress, signal, ...about }: UploadOptions,
): Promise<FileRow> {
  signal?.throwIfAborted()
  const form: Omit<FormRequest, 'headers'> = {
    url: `${url}/api/v1/files/upload/?organization=${encodeURIComponent(organization)}`,
    fields: fieldsOf(about),
    file,
    onProgress,
    signal,
  }
  const send = (credentials: Credentials) => platform.sendForm({ ...form, headers: headersOf(credentials) })

  const credentials = await session.credentials()
  let answer = await send(credentials)
  if (answer.status === 401 && canBeSentAgain(file) && (await session.renew(credentials))) {
    answer = await send(await session.credentials())
  }
  return rowOf(answer)
}

/** Spelled as a form's fields and as the metadata of a resumable upload. */
export function fieldsOf({
  folder,
  replaces,
  tags = [],
  customFields,
  entityType,
  entityId,
}: Omit<UploadAbout, 'organization'>): [string, string][] {
  return [
    ...(folder ? [['folder', folder] as [string, string]] : []),
    ...(replaces ? [['replaces', replaces] as [string, string]] : []),
    ...(entityType ? [['entity_type', entityType] as [string, string]] : []),
    ...(entityId ? [['entity_id', entityId] as [string, string]] : []),
    // As JSON: a tag may have a comma.
    ...(tags.length ? [['tags', JSON.stringify(tags)] as [string, string]] : []),
    ...(customFields ? [['custom_fields', JSON.stringify(customFields)] as [string, string]] : []),
  ]
}

/** The upload speaks REST; its row is shown here as everywhere else in the client. */
function rowOf({ status, text }: PlainAnswer): FileRow {
  if (status !== 201) throw errorOfText(text, status)
  const row = JSON.parse(text) as Record<string, unknown>
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [camelCase(name), value])) as FileRow
}

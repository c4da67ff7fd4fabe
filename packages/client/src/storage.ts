import { errorOfText, GroundworkError } from './groundwork-error.ts'
import { canBeSentAgain, type Platform, type UploadProgress, type UploadSource } from './platform.ts'
import { type Credentials, headersOf, type Session } from './session.ts'

/** The parts of the product that keep files, with what each keeps them for. */
export interface ObjectTypes {
  readonly workspace: 'doc' | 'sheet' | 'slide' | 'pdf' | 'file'
  readonly accounting: 'receipt' | 'invoice' | 'export'
  readonly communications: 'email-attachment' | 'message-attachment'
  readonly 'app-builder': 'source' | 'build'
}

/** What a file is wanted for; it stands in the audit trail, and a record of ours must be one that the caller may view. */
export interface RelatedObject {
  readonly relatedObjectType?: string
  readonly relatedObjectId?: string
}

/** Where a file belongs: one of the pairs of system and object type. */
export type UploadContext = RelatedObject & {
  /** The organization's id or code. */
  readonly orgId: string
  readonly objectId: string
} & {
    [System in keyof ObjectTypes]: { readonly system: System; readonly objectType: ObjectTypes[System] }
  }[keyof ObjectTypes]

export interface StorageUploadOptions {
  /** The path says when the file came. Without it, a file of the same name becomes the next version of the one before. */
  readonly addTimestamp?: boolean
  readonly onProgress?: (progress: UploadProgress) => void
  readonly signal?: AbortSignal
}

export interface FileMetadata {
  readonly filePath: string
  readonly size: number
  readonly mimeType: string
  readonly uploadedAt: string
  readonly originalFilename: string
}

export interface StoredMetadata extends FileMetadata {
  readonly system: keyof ObjectTypes
  readonly objectType: string
  readonly deleted: boolean
}

/** The storage service by paths instead of ids: `{organization}/{system}/{objectType}/{objectId}/{name}`. */
export interface StorageService {
  uploadFile(file: UploadSource, context: UploadContext, options?: StorageUploadOptions): Promise<FileMetadata>
  /** An address that works without signing in; for ten minutes unless told, at most fifteen. */
  generateSignedUrl(filePath: string, options?: RelatedObject & { readonly expiresIn?: number }): Promise<string>
  /** Into the trash. `hardDelete` deletes at once and for good, and needs the right to purge. */
  deleteFile(filePath: string, options?: RelatedObject & { readonly hardDelete?: boolean }): Promise<boolean>
  /** Also false for what the caller may not see. */
  fileExists(filePath: string): Promise<boolean>
  getFileMetadata(filePath: string): Promise<StoredMetadata>
}

interface Given {
  readonly url: string
  /** Carries the credentials. */
  readonly fetch: typeof globalThis.fetch
  readonly session: Session
  readonly platform: Platform
}

export function storageService({ url, fetch, session, platform }: Given): StorageService {
  const base = `${url}/api/storage`
  const call = async (method: string, path: string, body?: object): Promise<string> => {
    const response = await fetch(base + path, {
      method,
      ...(body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw errorOfText(text, response.status)
    return text
  }
  const getFileMetadata = async (filePath: string) => metadataOf(await call('GET', `/metadata/${pathOf(filePath)}`))

  return {
    getFileMetadata,
    uploadFile: async (file, context, { addTimestamp = true, onProgress, signal } = {}) => {
      signal?.throwIfAborted()
      const form = { url: `${base}/upload`, fields: fieldsOf(context, addTimestamp), file, onProgress, signal }
      const send = (credentials: Credentials) => platform.sendForm({ ...form, headers: headersOf(credentials) })
      const credentials = await session.credentials()
      let answer = await send(credentials)
      if (answer.status === 401 && canBeSentAgain(file) && (await session.renew(credentials))) {
        answer = await send(await session.credentials())
      }
      if (answer.status !== 200) throw errorOfText(answer.text, answer.status)
      const { file_path: filePath, metadata } = JSON.parse(answer.text) as UploadAnswer
      return {
        filePath,
        size: metadata.size,
        mimeType: metadata.mime_type,
        uploadedAt: metadata.uploaded_at,
        originalFilename: metadata.original_filename,
      }
    },
    generateSignedUrl: async (filePath, { expiresIn, ...related } = {}) => {
      const body = { file_path: filePath, expires_in: expiresIn, ...relatedOf(related) }
      return (JSON.parse(await call('POST', '/signed-url', body)) as { url: string }).url
    },
    deleteFile: async (filePath, { hardDelete = false, ...related } = {}) => {
      const body = { file_path: filePath, hard_delete: hardDelete, ...relatedOf(related) }
      return (JSON.parse(await call('DELETE', '/delete', body)) as { success: boolean }).success
    },
    fileExists: async (filePath) => {
      try {
        return !(await getFileMetadata(filePath)).deleted
      } catch (error) {
        if (error instanceof GroundworkError && error.code === 'not_found') return false
        throw error
      }
    },
  }
}

interface UploadAnswer {
  readonly file_path: string
  readonly metadata: {
    readonly size: number
    readonly mime_type: string
    readonly uploaded_at: string
    readonly original_filename: string
  }
}

const pathOf = (filePath: string) => filePath.split('/').map(encodeURIComponent).join('/')

function metadataOf(text: string): StoredMetadata {
  const said = JSON.parse(text) as UploadAnswer['metadata'] & {
    readonly file_path: string
    readonly system: keyof ObjectTypes
    readonly object_type: string
    readonly deleted: boolean
  }
  return {
    filePath: said.file_path,
    size: said.size,
    mimeType: said.mime_type,
    uploadedAt: said.uploaded_at,
    originalFilename: said.original_filename,
    system: said.system,
    objectType: said.object_type,
    deleted: said.deleted,
  }
}

const relatedOf = ({ relatedObjectType, relatedObjectId }: RelatedObject) => ({
  ...(relatedObjectType !== undefined && { related_object_type: relatedObjectType }),
  ...(relatedObjectId !== undefined && { related_object_id: relatedObjectId }),
})

function fieldsOf(context: UploadContext, addTimestamp: boolean): [string, string][] {
  const { orgId, system, objectType, objectId } = context
  return [
    ['org_id', orgId],
    ['system', system],
    ['object_type', objectType],
    ['object_id', objectId],
    ['add_timestamp', String(addTimestamp)],
    ...Object.entries(relatedOf(context)),
  ]
}

import type { UploadSession } from '@groundwork/db'
import { type JsonObject, jsonObject } from '@groundwork/domain'
import { z } from 'zod'
import type { UploadFields } from '../file/upload.ts'

/** What the sender said of the file before its bytes, and what we need to know for making it. */
const sessionMetadata = z.object({
  fileName: z.string(),
  /** Under which its bytes are known from the first on. */
  blob: z.uuid(),
  folder: z.uuid().nullish(),
  replaces: z.uuid().optional(),
  entityType: z.string().optional(),
  entityId: z.string().optional(),
  tags: z.array(z.string()).optional(),
  customFields: jsonObject.optional(),
  /** Word for word, for a protocol that wants it back. */
  said: z.string().optional(),
  /** Of an upload to the bucket: the key that its bytes get, which no client had an address of. */
  finalKey: z.string().optional(),
  sha256: z.string().optional(),
  /** Through a link: the folders it comes in, from the top down. They are made once it is whole. */
  names: z.array(z.string()).optional(),
})

type SessionMetadata = z.infer<typeof sessionMetadata>

type BesidesFields = Pick<SessionMetadata, 'blob' | 'said' | 'finalKey' | 'sha256' | 'names'>

export interface SessionFields extends BesidesFields {
  readonly fields: UploadFields
}

export function fieldsOf({ organization, metadata, kind, link }: UploadSession): SessionFields {
  const { blob, said, finalKey, sha256, names, ...fields } = sessionMetadata.parse(metadata)
  const createdVia = link === null ? kind : `link ${link}`
  return { blob, said, finalKey, sha256, names, fields: { ...fields, organization, createdVia } }
}

/** Read again by `fieldsOf`. */
export const metadataOf = (
  { organization: _, ...fields }: Omit<UploadFields, 'place' | 'createdVia'>,
  more: BesidesFields,
): JsonObject => JSON.parse(JSON.stringify({ ...fields, ...more }))

import { z } from 'zod'
import { defineResource } from '../resource/define-resource.ts'
import { bigint, choice, integer, reference, text, timestamp } from '../resource/field.ts'
import { fileKinds } from './file-kind.ts'
import { fileSizeInWords } from './file-size.ts'
import { fileStates } from './file-state.ts'

/** A file's metadata (seed 000, FileStorage serializer). Its bytes live in a storage provider under `storage_key`, which no caller sees. */
export const StoredFile = defineResource({
  name: 'file',
  plural: 'files',
  label: 'file',
  table: 'file',
  scope: { kind: 'organization', field: 'organization' },
  fields: {
    originalFilename: text({ max: 255, filter: true, sort: true, search: true }),
    /** Bytes. Null until they have all arrived. */
    fileSize: bigint({ presence: 'nullable', write: 'never', filter: true, sort: true }),
    /** What the bytes are, not what the client said. */
    mimeType: text({ max: 100, presence: 'nullable', write: 'never', filter: true, sort: true }),
    kind: choice(fileKinds, { presence: 'defaulted', write: 'never', filter: true, sort: true }),
    status: choice(fileStates, { presence: 'defaulted', write: 'never', filter: true, sort: true }),
    /** Why it was refused or cannot be scanned, for people. */
    statusReason: text({ max: 500, presence: 'nullable', write: 'never' }),
    sha256: text({ max: 64, presence: 'nullable', write: 'never', filter: true }),
    uploadedBy: reference('user', { presence: 'nullable', write: 'never', filter: true }),
    entityType: text({ max: 50, presence: 'nullable', write: 'create', filter: true }),
    entityId: text({ max: 100, presence: 'nullable', write: 'create', filter: true }),
    /** Pixels, for images. */
    width: integer({ presence: 'nullable', write: 'never', filter: true, sort: true }),
    height: integer({ presence: 'nullable', write: 'never', filter: true, sort: true }),
    /** When the thumbnail and the optimised image became ready; null while there are none. */
    previewedAt: timestamp({ presence: 'nullable', write: 'never' }),
  },
  actions: ['download'],
  softDelete: true,
  tagged: true,
  customFields: true,
  lookups: { uploadedByUsername: 'uploadedBy.username', organizationName: 'organization.name' },
  derived: {
    fileSizeDisplay: { schema: z.string().nullable(), from: ({ fileSize }) => fileSizeInWords(fileSize) },
    downloadUrl: {
      schema: z.string().nullable(),
      from: ({ id, status }) => (status === 'available' ? `/api/v1/files/${String(id)}/download/` : null),
    },
    thumbnailUrl: {
      schema: z.string().nullable(),
      from: ({ id, status, previewedAt }) =>
        status === 'available' && previewedAt ? `/api/v1/files/${String(id)}/thumbnail/` : null,
    },
  },
  defaultOrder: '-createdAt',
  title: 'originalFilename',
})

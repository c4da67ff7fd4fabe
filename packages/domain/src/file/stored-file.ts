import { z } from 'zod'
import { DataJob } from '../data-job/data-job.ts'
import { defineResource } from '../resource/define-resource.ts'
import { bigint, boolean, choice, integer, json, reference, text, timestamp, words } from '../resource/field.ts'
import { jsonObject } from '../resource/json-object.ts'
import { fileKinds } from './file-kind.ts'
import { fileSizeInWords } from './file-size.ts'
import { fileStates, newVersionStates } from './file-state.ts'
import { storageSystemNames } from './storage-system.ts'

/** A file's metadata (seed 000, FileStorage serializer). Its bytes live in a storage provider under `storage_key`, which no caller sees. */
export const StoredFile = defineResource({
  name: 'file',
  plural: 'files',
  label: 'file',
  table: 'file',
  scope: { kind: 'organization', field: 'organization' },
  fields: {
    originalFilename: text({ max: 255, filter: true, sort: true, search: true }),
    /** Null at the top. */
    folder: reference('folder', { presence: 'nullable', filter: true, onDelete: 'cascade' }),
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
    /** The part of the product that owns it, and what it keeps it for (seed 003). */
    system: choice(storageSystemNames, { presence: 'defaulted', write: 'never', filter: true }),
    objectType: text({ max: 40, presence: 'defaulted', write: 'never', filter: true }),
    objectId: text({ max: 64, presence: 'nullable', write: 'never', filter: true }),
    /** `{organization}/{system}/{objectType}/{objectId}/{name}`: how the storage service names it. It never changes. */
    filePath: text({ max: 500, write: 'never', filter: true }),
    entityType: text({ max: 50, presence: 'nullable', write: 'create', filter: true }),
    entityId: text({ max: 100, presence: 'nullable', write: 'create', filter: true }),
    /** Which of its versions is served; `version` is what every row has, to notice that somebody else changed it. */
    versionNumber: integer({ presence: 'defaulted', write: 'never', min: 1, filter: true }),
    /** How a version that is to follow fares; null when none is on its way and none was refused. */
    newVersionStatus: choice(newVersionStates, { presence: 'nullable', write: 'never', filter: true }),
    /** Pixels, for images. */
    width: integer({ presence: 'nullable', write: 'never', filter: true, sort: true }),
    height: integer({ presence: 'nullable', write: 'never', filter: true, sort: true }),
    /** What else the bytes say of themselves: pages, length, camera and place of a picture. */
    properties: json(jsonObject, { presence: 'defaulted', write: 'never' }),
    /** What there is to look at: `thumbnail`, `optimised`, `pdf`, `text`, `table`. */
    previews: words({ presence: 'defaulted', write: 'never' }),
    /** When the thumbnail and the optimised image became ready; null while there are none. */
    previewedAt: timestamp({ presence: 'nullable', write: 'never' }),
    /** Until then its bytes are kept, whoever deletes it (retention). */
    retainUntil: timestamp({ presence: 'nullable', write: 'never', filter: true }),
    /** Evidence: it is neither changed, deleted nor purged until the hold is lifted. */
    legalHold: boolean({ presence: 'defaulted', write: 'never', filter: true }),
  },
  /** `quarantine`: open, release and rescan what was refused. `hold`: set and lift a legal hold. */
  actions: ['download', 'share', 'purge', 'quarantine', 'hold'],
  /**
   * What a data job writes holds the rows and fields that were open to whoever asked for it (seed 001, Export): it is theirs alone,
   * until they share it. A right on files is none on the rows that are written in one; a limited key's is none even on those of its
   * owner, who may see more than the key.
   */
  bounds: ({ userId, isLimited }) => ({
    or: [
      { field: 'entityType', op: 'neq', value: DataJob.name },
      ...(isLimited ? [] : [{ field: 'createdBy', op: 'eq', value: userId } as const]),
    ],
  }),
  softDelete: true,
  tagged: true,
  customFields: true,
  lookups: {
    folderName: 'folder.name',
    uploadedByUsername: 'uploadedBy.username',
    createdByUsername: 'createdBy.username',
    organizationName: 'organization.name',
  },
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

import type { Readable } from 'node:stream'
import type { UnitOfWork } from '@groundwork/db'
import { type CreateOf, cleanFileName, DataJob, invalidField, StoredFile } from '@groundwork/domain'
import type { UploadPlace } from './file-path.ts'

/** What is said of a file besides its bytes, before or after them. */
export type LateFields = Partial<Pick<CreateOf<typeof StoredFile>, 'tags' | 'customFields' | 'entityType' | 'entityId'>>

/** What is said of a file before its bytes, whichever door they come through. */
export interface UploadFields extends LateFields {
  readonly organization: string
  /** As the client said it; cleaned here. */
  readonly fileName: string
  /** Null or left out: at the top. */
  readonly folder?: string | null | undefined
  /** The file whose next version this is. It stays where it is; tags and the like are the file's, and hold once the bytes are there. */
  readonly replaces?: string | undefined
  /** Left out: a file of the workspace. */
  readonly place?: UploadPlace | undefined
  /** The data job that has written it. No door takes this from a caller: it hides the file from all but whoever asked for the job. */
  readonly madeByJob?: string | undefined
  /** Instead of `folder`, of what has arrived whole. */
  readonly landing?: Landing | undefined
  /**
   * The user to whom somebody brings it of whom nobody knows who they are: it is this user's own, and gets a number where its name is
   * taken. No door takes this from a caller.
   */
  readonly broughtTo?: string | undefined
  /** The door, for the audit trail: `tus`, `import from URL`. */
  readonly createdVia?: string | undefined
}

export interface Upload extends UploadFields {
  readonly stream: Readable
  /** No more bytes than this can follow, says the transport. One that delivers more has lied. */
  readonly declaredSize?: number | undefined
  /** The transport's last word after the bytes: fields that came late, or a throw when it ended badly. */
  readonly finished?: () => Promise<LastWord>
}

export interface LastWord extends LateFields {
  /** Finds or makes the folder of a new file, in the transaction that makes the file. */
  readonly landing?: Landing
}

export type Landing = (work: UnitOfWork) => Promise<string>

type SaidOfFile = Omit<CreateOf<typeof StoredFile>, 'filePath'>

/** What was found to be said: it is asked for at the beginning, for the row and for the trail. */
const known = new WeakMap<UploadFields, SaidOfFile>()

/** What an upload says, as values of a new file. @throws ZodError, DomainError invalid for a file that claims to be a data job's */
export function createOf(upload: UploadFields): SaidOfFile {
  const said = known.get(upload) ?? parse(upload)
  known.set(upload, said)
  return said
}

function parse(upload: UploadFields): SaidOfFile {
  const { organization, fileName, folder, entityType, entityId, madeByJob, tags, customFields } = upload
  const originalFilename = cleanFileName(fileName)
  const said = StoredFile.create.parse({
    organization,
    originalFilename,
    entityType,
    entityId,
    tags,
    customFields,
    ...(folder && { folder }),
  })
  if (said.entityType === DataJob.name)
    throw invalidField('entityType', 'Only a data job makes files of its own', 'reserved_entity_type')
  return madeByJob === undefined ? said : { ...said, ...ofJob(madeByJob) }
}

/** By what a file is known to come from a job. */
export const ofJob = (job: string) => ({ entityType: DataJob.name, entityId: job })

/** @throws ZodError, DomainError invalid */
export function lateFieldsOf(upload: UploadFields): LateFields {
  const { entityType, entityId, tags, customFields } = createOf(upload)
  return {
    ...(entityType && { entityType }),
    ...(entityId && { entityId }),
    ...(tags && { tags }),
    ...(customFields && { customFields }),
  }
}

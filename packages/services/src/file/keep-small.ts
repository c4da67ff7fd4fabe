import { type BlobContent, isContentKnown, keepSmallAtCommit, type UnitOfWork, untilOnDisk } from '@groundwork/db'
import { StoredFile } from '@groundwork/domain'
import { withProvenTwin } from './check/prove-twin.ts'
import { newFile, uploaderOf } from './new-file.ts'
import type { Reception } from './reception.ts'
import { reserve } from './reserve.ts'
import { settleInside, toldOfUpload } from './settle-intake.ts'
import { type Intake, insertIntake, type StoredFileRow } from './upload-intake.ts'

/**
 * Makes a file of bytes that lie complete under the key that was announced for them. Where the organization has equal ones already, it
 * takes the way of those who look before they give up the new ones. @throws DomainError quota_exceeded and what makes a row impossible
 */
export async function keepSmall(reception: Reception, intake: Intake, content: BlobContent): Promise<StoredFileRow> {
  const { services, context } = reception
  const { database } = services
  try {
    const file = await database.withUnitOfWork(context, (work) => keepNew(reception, work, { intake, content }))
    await untilOnDisk(database, intake.version)
    return file
  } catch (error) {
    if (!isContentKnown(error)) throw error
  }
  const { organization } = intake
  const { bytes } = content
  return withProvenTwin(services, (proven) =>
    database.withUnitOfWork(context, async (work) => {
      const inserted = await insertIntake(services, work, { ...intake, reserved: bytes })
      await reserve(work, { organization, bytes })
      return settleInside(work, { intake: inserted, received: content, late: {}, proven })
    }),
  )
}

interface Kept {
  readonly intake: Intake
  readonly content: BlobContent
}

/** The row first, which others rarely wait for; what all uploads of an organization wait for is sent with the commit. */
async function keepNew({ services }: Reception, work: UnitOfWork, { intake, content }: Kept): Promise<StoredFileRow> {
  const { organization, file: id, blob, name: fileName, type } = intake
  const { bytes: fileSize, sha256 } = content
  const values = await newFile(work, intake, { rules: services.rules, timestamp: services.clock() })
  const file = await work.insert(StoredFile, { ...values, status: 'stored', fileSize, sha256 })
  tellStored(work, file, { ...intake, filePath: values.filePath })
  const made = { id: intake.version, organization, file: id, blob, fileName, createdBy: uploaderOf(work) }
  keepSmallAtCommit(work, { version: { ...made, mimeType: type.mime, kind: type.kind }, content })
  return file
}

/** It came into being and was stored in one go: both are told, as of a file for which that took longer. */
function tellStored(work: UnitOfWork, { fileSize, sha256, ...file }: StoredFileRow, intake: Intake): void {
  const { organization, id: objectId, originalFilename: objectRepr } = file
  const changes = {
    status: { old: 'receiving', new: 'stored' },
    fileSize: { old: null, new: fileSize },
    sha256: { old: null, new: sha256 },
  }
  work.record({
    action: 'UPLOAD',
    resource: StoredFile,
    organization,
    objectId,
    objectRepr,
    changes,
    details: toldOfUpload(intake, {}, fileSize ?? 0),
  })
  const payload = { version: file.version, changed: Object.keys(changes) }
  work.emit({ topic: 'file.stored', organization, resource: StoredFile.name, objectId, payload })
}

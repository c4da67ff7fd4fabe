import { settableValues, type WorkContext } from '@groundwork/db'
import {
  type CreateOf,
  Document,
  DomainError,
  isDomainError,
  type NewEdition,
  type PatchOf,
  type RowOf,
} from '@groundwork/domain'
import type { EngineServices } from '../resource/verbs.ts'
import { refuseUnfitFile, refuseUnknownTarget } from './refuse-loose-document.ts'

type DocumentRow = RowOf<typeof Document>

/** Makes a document of a file of its organization, attached to nothing or to a row that the caller sees. */
export function createDocument(
  { database }: EngineServices,
  context: WorkContext,
  input: CreateOf<typeof Document>,
): Promise<DocumentRow> {
  const { organization, entityType = null, entityId = null } = input
  return database.withUnitOfWork(context, async (work) => {
    await refuseUnfitFile(work, organization, input.file)
    await refuseUnknownTarget(work, { organization, entityType, entityId })
    return work.insert(Document, input)
  })
}

/** Changes what is said of a document. Its file stays: another file is another edition. */
export function updateDocument(
  { database }: EngineServices,
  context: WorkContext,
  key: string,
  { version, ...changes }: PatchOf<typeof Document>,
): Promise<DocumentRow> {
  return database.withUnitOfWork(context, async (work) => {
    if (changes.entityType !== undefined || changes.entityId !== undefined) {
      const current = await work.get(Document, key, { action: 'change', lock: true })
      await refuseUnknownTarget(work, { ...current, ...defined(changes) })
    }
    return work.update(Document, key, changes, version === undefined ? {} : { expectedVersion: version })
  })
}

/**
 * Makes the next edition of a document: another file, and everything else as it was unless said otherwise. Custom fields that are not in
 * use any more stay behind.
 *
 * @throws DomainError conflict (`newer_version_exists`) for any edition but the newest
 */
export function addDocumentEdition(
  { database }: EngineServices,
  context: WorkContext,
  key: string,
  given: NewEdition,
): Promise<DocumentRow> {
  return database.withUnitOfWork(context, async (work) => {
    const previous = await work.get(Document, key, { lock: true })
    const { organization, title, documentType, status, description, entityType, entityId, tags } = previous
    const customFields = await settableValues(work, { organization, resource: Document.name }, previous.customFields)
    const taken = { title, documentType, status, description, entityType, entityId, tags, customFields }
    const edition = { organization, ...taken, ...defined(given), file: given.file }
    await refuseUnfitFile(work, organization, edition.file)
    await refuseUnknownTarget(work, edition)
    const place = { previousVersion: previous.id, versionNumber: previous.versionNumber + 1 }
    return work.insert(Document, { ...edition, ...place }).catch(orNewerEdition)
  })
}

/** Takes an edition back out of the trash, unless its place was taken. @throws DomainError conflict (`newer_version_exists`) */
export function restoreDocument({ database }: EngineServices, context: WorkContext, key: string): Promise<DocumentRow> {
  return database.withUnitOfWork(context, (work) => work.restore(Document, key).catch(orNewerEdition))
}

/** That there is one is told by the unique, which also sees what the caller does not, and whoever came first. */
function orNewerEdition(error: unknown): never {
  if (!isDomainError(error) || error.reason !== 'duplicate' || !error.fields?.previousVersion) throw error
  throw new DomainError('conflict', 'There is a newer version of this document: start from that one', {
    reason: 'newer_version_exists',
    cause: error,
  })
}

type Given<T> = { [K in keyof T]: Exclude<T[K], undefined> }

/** Without what was left out, so that it takes nothing's place. */
const defined = <T extends object>(values: T): Given<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>

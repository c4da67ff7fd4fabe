import { type UnitOfWork, versionsOf, type WorkContext } from '@groundwork/db'
import { DomainError, type FileState, notFound, type RowOf, StoredFile } from '@groundwork/domain'
import type { EngineServices } from '../../resource/verbs.ts'
import { servedFields } from '../version/served-fields.ts'
import { statusAfter } from '../version/tell-new-version.ts'

export interface HoldChange {
  readonly id: string
  /** For the audit trail. */
  readonly reason: string
}

type FileRow = RowOf<typeof StoredFile>

/** An upload that has not become a file, and may still have to be cleared away. */
const notReceived: ReadonlySet<FileState> = new Set(['pending', 'receiving', 'failed'])

/**
 * Keeps a file as it is, deleted or not, until the hold is lifted.
 *
 * @throws DomainError conflict (`not_received`) while there is nothing to keep
 */
export function holdFile({ database }: EngineServices, context: WorkContext, change: HoldChange): Promise<FileRow> {
  return database.withUnitOfWork(context, async (work) => {
    const file = await reachForHold(work, change.id)
    if (notReceived.has(file.status))
      throw new DomainError('conflict', 'The bytes of this file have not all arrived', { reason: 'not_received' })
    return setHold(work, change, { event: 'held', changes: { legalHold: true } })
  })
}

/** Lifts a hold. What was promised otherwise, such as retention, goes on; a version that has waited for this is served now. */
export function releaseHold({ database }: EngineServices, context: WorkContext, change: HoldChange): Promise<FileRow> {
  return database.withUnitOfWork(context, async (work) => {
    const file = await reachForHold(work, change.id)
    const changes = { ...(await waitingChanges(work, file)), legalHold: false }
    return setHold(work, change, { event: 'hold-released', changes })
  })
}

async function reachForHold(work: UnitOfWork, id: string): Promise<FileRow> {
  const file = await work.get(StoredFile, id, { action: 'hold', withDeleted: true, lock: true })
  if (file.status === 'purged') throw notFound(StoredFile.label)
  return file
}

interface HoldEvent {
  readonly event: string
  readonly changes: Partial<FileRow>
}

const setHold = (work: UnitOfWork, { id, reason }: HoldChange, { event, changes }: HoldEvent): Promise<FileRow> =>
  work.update(StoredFile, id, changes, { action: 'hold', withDeleted: true, event, details: { reason } })

/** Of the newest version that was let go while the hold kept it from being served. */
async function waitingChanges(work: UnitOfWork, file: FileRow): Promise<Partial<FileRow>> {
  const { id, organization, versionNumber, legalHold } = file
  const versions = legalHold ? await versionsOf(work, id) : []
  const waiting = versions.find(({ number, status }) => number > versionNumber && status === 'available')
  if (!waiting) return {}
  // What is still to be made of the bytes is made now.
  work.emit({ topic: 'file.available', organization, resource: StoredFile.name, objectId: id, payload: {} })
  const newVersionStatus = await statusAfter(work, id, waiting.number)
  return { ...servedFields(file, waiting), status: 'available', statusReason: waiting.statusReason, newVersionStatus }
}

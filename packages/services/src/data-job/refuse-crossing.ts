import { lockDataJobLease, type UnitOfWork } from '@groundwork/db'
import { DataJob, type DataJobRow, DomainError, dataJobOffers, isDataJobOver } from '@groundwork/domain'

/**
 * An import and what takes it back do not go on beside each other, nor does either from where it stood once the other has been at work:
 * the undo goes through the rows from the last, and what came in behind its back would stay. The lease of the import is held, by whoever
 * asks for its undo as well.
 *
 * @throws DomainError conflict (`being_undone`, `not_offered`)
 */
export async function refuseCrossing(work: UnitOfWork, { organization, id, undoOf }: DataJobRow): Promise<void> {
  if (undoOf) {
    await lockDataJobLease(work, { organization, job: undoOf })
    if (dataJobOffers.undo(await work.get(DataJob, undoOf, { lock: true }))) return
    throw new DomainError('conflict', 'The import cannot be taken back as it stands', { reason: 'not_offered' })
  }
  const filter = { field: 'undoOf', op: 'eq', value: id } as const
  const { rows } = await work.list(DataJob, { filter, organizations: [organization], limit: 200 })
  if (!rows.some(hasBegun)) return
  throw new DomainError('conflict', 'The import is being taken back', { reason: 'being_undone' })
}

/** Or will: what waits is begun by whoever has time. */
const hasBegun = ({ status, updated, skipped }: DataJobRow) => !isDataJobOver(status) || updated + skipped > 0

import { DomainError, type Keep, type RowOf, type StoredFile } from '@groundwork/domain'

type Held = Pick<RowOf<typeof StoredFile>, 'legalHold'>

/** @throws DomainError conflict (`legal_hold`). The database refuses as well, whichever door is taken; here it is said first. */
export function refuseHeld({ legalHold }: Held): void {
  if (legalHold) throw keptError({ reason: 'legal_hold' })
}

/** Why a file is not purged. */
export function keptError(keep: Keep): DomainError {
  if (keep.reason === 'legal_hold')
    return new DomainError('conflict', 'The file is under legal hold', { reason: 'legal_hold' })
  const until = keep.until.toISOString()
  return new DomainError('conflict', `The file must be kept until ${until.slice(0, 10)}`, {
    reason: 'retained',
    details: { until },
  })
}

import { DomainError } from '../error/domain-error.ts'

/** Which quota has no room left: the organization's own, or that of one above it, of which no more is told. */
export type FullQuota = 'own' | 'above'

export function notEnoughStorage(full: FullQuota): DomainError {
  const where = full === 'own' ? 'in this organization' : 'in an organization above this one'
  return new DomainError('quota_exceeded', `There is not enough storage left ${where} for the file`, {
    fields: { file: ['Not enough storage left'] },
  })
}

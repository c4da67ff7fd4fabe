import { type DomainError, isDomainError } from '@groundwork/domain'

/** What a row or its caller is at fault for, as against a database that does not answer and others who are in the way: both may pass. */
export const isRefusal = (error: unknown): error is DomainError =>
  isDomainError(error) && error.code !== 'unavailable' && error.reason !== 'try_again'

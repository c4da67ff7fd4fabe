import type { WorkContext } from '@groundwork/db'
import { DomainError, type SettledRules } from '@groundwork/domain'
import type { FileServices } from './file-services.ts'
import type { Upload } from './upload.ts'
import type { WatchedRight } from './watch-right.ts'

/** What stays the same of an upload from its first byte to its last. */
export interface Reception {
  /** With the policy and the storage of the organization, and its word on what is kept for how long. */
  readonly services: FileServices & { readonly rules: SettledRules }
  readonly context: WorkContext
  readonly upload: Upload
  /** Of whoever sends it, for as long as it takes. */
  readonly right: WatchedRight
  /** Cleaned. */
  readonly name: string
}

export function lengthMismatch(): DomainError {
  const message = 'More bytes arrived than were announced'
  return new DomainError('invalid', message, { reason: 'length_mismatch', fields: { file: [message] } })
}

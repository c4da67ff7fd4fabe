import { DomainError } from '@groundwork/domain'

/** Why a table cannot be read. Stable: clients and job logs name them. */
export const unreadableReasons = [
  'unreadable_spreadsheet',
  'empty_spreadsheet',
  'old_spreadsheet',
  'encrypted_spreadsheet',
  'zip_bomb',
  'hostile_xml',
  'too_many_columns',
  'too_many_rows',
  'too_many_texts',
  'row_too_long',
  'wrong_encoding',
  'unknown_encoding',
  'unclosed_quote',
  'unknown_sheet',
  'no_header_row',
  'unexpected_key',
] as const
export type UnreadableReason = (typeof unreadableReasons)[number]

export const unreadable = (
  reason: UnreadableReason,
  message: string,
  { cause, ...details }: { readonly cause?: unknown; readonly [detail: string]: unknown } = {},
): DomainError => new DomainError('invalid', message, { reason, details, ...(cause !== undefined && { cause }) })

/**
 * The closed list of ways a request can fail. Codes are stable: clients, translations and tests rely on them.
 * How each becomes an HTTP status or a tRPC code is decided once, at the edge.
 */
export const errorCodes = [
  'unauthenticated',
  /** The password was right; a second factor is due. */
  'otp_required',
  'forbidden',
  'not_found',
  'invalid',
  'conflict',
  'stale',
  'too_large',
  'quota_exceeded',
  'unsupported_type',
  'not_available',
  'rate_limited',
  'unavailable',
] as const

export type ErrorCode = (typeof errorCodes)[number]

/** Messages by field path (`tags.1`, `email`), as the caller spelled the path. */
export type FieldErrors = Readonly<Record<string, readonly string[]>>

export interface DomainErrorOptions extends ErrorOptions {
  /** Narrower than the code, for programs: `otp_invalid`, `filter_too_deep`. */
  readonly reason?: string
  readonly fields?: FieldErrors
  /** Safe to send to the client. Never SQL, storage keys or anything of another organization. */
  readonly details?: Readonly<Record<string, unknown>>
}

/** The only error services throw on purpose. Anything else is a bug and is shown as one. */
export class DomainError extends Error {
  override readonly name = 'DomainError'
  readonly reason: string | undefined
  readonly fields: FieldErrors | undefined
  readonly details: Readonly<Record<string, unknown>> | undefined

  constructor(
    readonly code: ErrorCode,
    message: string,
    { reason, fields, details, ...options }: DomainErrorOptions = {},
  ) {
    super(message, options)
    this.reason = reason
    this.fields = fields
    this.details = details
  }
}

/** A row of another organization and a row that never existed must be the same answer, to the byte: so no id in it. */
export const notFound = (label: string) => new DomainError('not_found', `No such ${label}`)

/** One message on one field. */
export const invalidField = (path: string, message: string, reason?: string) =>
  new DomainError('invalid', message, { fields: { [path]: [message] }, ...(reason && { reason }) })

export const isDomainError = (error: unknown): error is DomainError => error instanceof DomainError

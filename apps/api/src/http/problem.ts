import { DomainError, type ErrorCode, type FieldErrors, issueInWords } from '@groundwork/domain'
import { TRPCError } from '@trpc/server'
import { ZodError } from 'zod'

/** RFC 9457 problem details, with the members that Groundwork promises besides. */
export interface Problem {
  readonly type: 'about:blank'
  readonly title: string
  readonly status: number
  /** For people. */
  readonly detail: string
  /** For programs: a stable word. */
  readonly code: string
  /** Narrower than the code, where there is one. */
  readonly reason?: string
  /** Messages by field path. */
  readonly errors?: FieldErrors
  readonly details?: Readonly<Record<string, unknown>>
  readonly request_id?: string
}

const statusOf = {
  unauthenticated: [401, 'Unauthorized'],
  otp_required: [401, 'Unauthorized'],
  forbidden: [403, 'Forbidden'],
  not_found: [404, 'Not Found'],
  invalid: [400, 'Bad Request'],
  conflict: [409, 'Conflict'],
  stale: [409, 'Conflict'],
  too_large: [413, 'Content Too Large'],
  quota_exceeded: [413, 'Content Too Large'],
  unsupported_type: [415, 'Unsupported Media Type'],
  not_available: [409, 'Conflict'],
  rate_limited: [429, 'Too Many Requests'],
  unavailable: [503, 'Service Unavailable'],
} as const satisfies Record<ErrorCode, readonly [number, string]>

/** Turns any error into what a caller may see of it. What is not a known error is a bug, and shows nothing of itself. */
export function problemOf(error: unknown, requestId?: string): Problem {
  const known = toDomainError(error)
  const id = requestId === undefined ? {} : { request_id: requestId }
  if (!known) {
    return {
      type: 'about:blank',
      title: 'Internal Server Error',
      status: 500,
      detail: 'Something went wrong on our side. Quote the request id if you report it.',
      code: 'internal',
      ...id,
    }
  }
  const [status, title] = statusOf[known.code]
  return {
    type: 'about:blank',
    title,
    status,
    detail: known.message,
    code: known.code,
    ...(known.reason && { reason: known.reason }),
    ...(known.fields && { errors: known.fields }),
    ...(known.details && { details: known.details }),
    ...id,
  }
}

/** An error that is meant for the caller, or null for a bug. */
function toDomainError(error: unknown): DomainError | null {
  if (error instanceof DomainError) return error
  if (error instanceof ZodError) return fromZod(error)
  if (error instanceof TRPCError) return fromTrpc(error)
  return isMalformedRequest(error) ? new DomainError('invalid', 'The request is not valid', { cause: error }) : null
}

/** What Express and Node refuse by themselves, such as a broken escape in the address. */
const isMalformedRequest = (error: unknown) =>
  error instanceof Error &&
  'status' in error &&
  typeof error.status === 'number' &&
  error.status >= 400 &&
  error.status < 500

/** A body or input that does not fit its schema. A Map, as a caller may name a field `constructor`. */
export function fromZod({ issues }: ZodError): DomainError {
  const fields = new Map<string, string[]>()
  const add = (path: readonly PropertyKey[], message: string) => {
    const spelled = path.map(String).join('.')
    fields.set(spelled, [...(fields.get(spelled) ?? []), message])
  }
  for (const issue of issues) {
    if (issue.code === 'unrecognized_keys') for (const key of issue.keys) add([...issue.path, key], 'Unknown field')
    else add(issue.path, isMissing(issue) ? 'This field is required' : issueInWords(issue))
  }
  return new DomainError('invalid', 'The request is not valid', { fields: Object.fromEntries(fields) })
}

/** Nothing was sent. Only where the input is reported with the issue can nothing be told from something wrong. */
const isMissing = (issue: ZodError['issues'][number]) =>
  issue.message.endsWith('received undefined') || ('input' in issue && issue.input === undefined)

/** What tRPC itself refuses before a procedure runs: an unknown procedure, a body that is no JSON, a batch too large. */
function fromTrpc({ code, message, cause }: TRPCError): DomainError | null {
  if (cause instanceof DomainError || cause instanceof ZodError) return toDomainError(cause)
  if (code === 'NOT_FOUND') return new DomainError('not_found', 'No such procedure')
  if (code === 'PAYLOAD_TOO_LARGE') return new DomainError('too_large', message)
  if (code === 'UNSUPPORTED_MEDIA_TYPE') return new DomainError('unsupported_type', message)
  if (code === 'UNAUTHORIZED') return new DomainError('unauthenticated', message)
  return code === 'INTERNAL_SERVER_ERROR' ? null : new DomainError('invalid', 'The request is not valid')
}

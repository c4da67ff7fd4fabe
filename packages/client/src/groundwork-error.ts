import { camelCase, type ErrorCode, type FieldErrors } from '@groundwork/domain'
import { TRPCClientError } from '@trpc/client'

/** `internal` is a bug of the server, `unreachable` means that no answer came at all. */
export type GroundworkErrorCode = ErrorCode | 'internal' | 'unreachable'

interface Told {
  readonly code: GroundworkErrorCode
  readonly detail: string
  /** The HTTP status; 0 when no answer came. */
  readonly status: number
  readonly reason?: string
  readonly errors?: FieldErrors
  readonly details?: Readonly<Record<string, unknown>>
  readonly requestId?: string
}

/** The one error that a call throws, whichever way it went. Aborting a call throws the signal's own reason instead. */
export class GroundworkError extends Error {
  override readonly name = 'GroundworkError'
  /** A stable word to switch on. */
  readonly code: GroundworkErrorCode
  readonly status: number
  /** One sentence for people. */
  readonly detail: string
  /** Narrower than the code, where there is one. */
  readonly reason: string | undefined
  /** Messages by field path. */
  readonly errors: FieldErrors
  readonly details: Readonly<Record<string, unknown>>
  /** What to quote when reporting a problem. */
  readonly requestId: string | undefined

  constructor({ code, detail, status, reason, errors = {}, details = {}, requestId }: Told, options?: ErrorOptions) {
    super(detail, options)
    this.code = code
    this.detail = detail
    this.status = status
    this.reason = reason
    this.errors = errors
    this.details = details
    this.requestId = requestId
  }
}

/** Makes whatever a transport threw into a `GroundworkError`. For those who use `gw.trpc` and catch its errors themselves. */
export function toGroundworkError(error: unknown): GroundworkError {
  if (error instanceof GroundworkError) return error
  if (error instanceof TRPCClientError) {
    if (error.cause instanceof GroundworkError) return error.cause
    return error.data ? errorOfProblem(error.data, 500, { cause: error }) : unreachable(error)
  }
  return unreachable(error)
}

/** Name and password were right, and a second factor is due: sign in again with `{ otp }`. */
export const isOtpRequired = (error: unknown): boolean => toGroundworkError(error).code === 'otp_required'

/** Reads the problem details of a REST answer. */
export async function errorOfResponse(response: Response): Promise<GroundworkError> {
  return errorOfText(await response.text(), response.status)
}

/** The same, for an answer that was not fetched. A proxy in between may answer with something that is no problem JSON. */
export function errorOfText(text: string, status: number): GroundworkError {
  try {
    return errorOfProblem(inCamelCase(JSON.parse(text)), status)
  } catch (cause) {
    return errorOfProblem({}, status, { cause })
  }
}

export const unreachable = (cause: unknown) =>
  new GroundworkError({ code: 'unreachable', status: 0, detail: 'The server could not be reached' }, { cause })

/** As both REST and tRPC send it: see `Problem` in apps/api. */
interface ProblemLike {
  readonly code?: GroundworkErrorCode
  readonly status?: number
  readonly detail?: string
  readonly reason?: string
  readonly errors?: FieldErrors
  readonly details?: Readonly<Record<string, unknown>>
  readonly request_id?: string
}

/** REST spells names in snake case; programs get one spelling, whichever way a call went. */
const inCamelCase = ({ errors, details, ...problem }: ProblemLike): ProblemLike => ({
  ...problem,
  ...(errors && { errors: renamed(errors) }),
  ...(details && { details: renamed(details) }),
})

const renamed = <Value>(values: Readonly<Record<string, Value>>): Record<string, Value> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [camelCase(name), value]))

function errorOfProblem(problem: ProblemLike, fallbackStatus: number, options?: ErrorOptions): GroundworkError {
  const { code, status = fallbackStatus, detail, request_id: requestId, ...rest } = problem
  const told = {
    code: code ?? (status >= 502 && status <= 504 ? 'unavailable' : 'internal'),
    status,
    detail: detail ?? `The server answered with status ${status}`,
    ...(requestId && { requestId }),
  }
  return new GroundworkError({ ...rest, ...told }, options)
}

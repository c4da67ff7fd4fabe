import type { WorkContext } from '@groundwork/db'
import { DomainError, type ErrorCode, refusePreview } from '@groundwork/domain'
import type { CallerContext } from '@groundwork/services'
import { initTRPC, TRPCError } from '@trpc/server'
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc'
import { ZodError } from 'zod'
import { fromZod, type Problem, problemOf } from '../http/problem.ts'
import type { OpenSocket } from '../realtime/open-socket.ts'
import type { ApiServices } from '../services.ts'

/** What every procedure is given. The principal is resolved once per request, before any procedure runs. */
export interface TrpcContext {
  readonly services: ApiServices
  readonly requestId: string
  readonly origin: NonNullable<WorkContext['origin']>
  /** The socket that the call came by, if it did. */
  readonly socket?: OpenSocket
  /** Where the call comes from, for limits. */
  readonly network: string
  /** Resolves who is asking, anew for each call: a socket lives longer than a right. @throws DomainError unauthenticated */
  readonly identify: () => Promise<CallerContext>
}

/** A new error code without a translation does not compile. */
const trpcCode = {
  unauthenticated: 'UNAUTHORIZED',
  otp_required: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  not_found: 'NOT_FOUND',
  invalid: 'BAD_REQUEST',
  conflict: 'CONFLICT',
  stale: 'CONFLICT',
  too_large: 'PAYLOAD_TOO_LARGE',
  quota_exceeded: 'PAYLOAD_TOO_LARGE',
  unsupported_type: 'UNSUPPORTED_MEDIA_TYPE',
  not_available: 'CONFLICT',
  rate_limited: 'TOO_MANY_REQUESTS',
  unavailable: 'SERVICE_UNAVAILABLE',
} as const satisfies Record<ErrorCode, TRPCError['code']>

/** What lies behind an error of tRPC is told where it is meant for the caller: a cut body is no bug of ours. */
export function shown(error: TRPCError): unknown {
  const { cause, code } = error
  if (cause instanceof ZodError && code === 'BAD_REQUEST') return aboutTheRow(fromZod(cause))
  return cause instanceof DomainError ? cause : error
}

/** A row's faults have the same paths whether a schema or a service finds them: that its fields come as `values` is no part of them. */
function aboutTheRow(fault: DomainError): DomainError {
  const fields = Object.entries(fault.fields ?? {}).map(([path, messages]) => [path.replace(/^values\./, ''), messages])
  return new DomainError(fault.code, fault.message, { fields: Object.fromEntries(fields), cause: fault })
}

const t = initTRPC.context<TrpcContext>().create({
  isDev: false,
  errorFormatter: ({ shape, error, ctx }) => {
    const cause = shown(error)
    const problem = problemOf(cause, ctx?.requestId)
    // What a subscription throws after its begin has passed no middleware, so its code is found here.
    const [code, status] =
      cause instanceof DomainError
        ? [TRPC_ERROR_CODES_BY_KEY[trpcCode[cause.code]], problem.status]
        : [shape.code, shape.data.httpStatus]
    return {
      message: problem.detail,
      code,
      data: { ...problem, status, httpStatus: status } satisfies Problem & { httpStatus: number },
    }
  },
})

/** Gives an error of the domain the tRPC code, and so the HTTP status, that belongs to it. */
const translateErrors = t.middleware(async ({ next }) => {
  const result = await next()
  if (result.ok || !(result.error.cause instanceof DomainError)) return result
  const { cause } = result.error
  throw new TRPCError({ code: trpcCode[cause.code], message: cause.message, cause })
})

export const router = t.router

/** For the few procedures that make a caller known: signing in and refreshing tokens. */
export const publicProcedure = t.procedure.use(translateErrors).use(async ({ ctx, next }) => {
  await ctx.services.limits.takeFrom(ctx.network)
  return next()
})

/** Every other procedure: refuses a caller without valid credentials, and hands on who it is. A preview only reads. */
export const procedure = publicProcedure.use(async ({ ctx, type, next }) => {
  const work = await ctx.identify()
  const { actor: principal } = work
  if (type === 'mutation') refusePreview(principal)
  await ctx.services.limits.takeFor(principal)
  return next({ ctx: { principal, work } })
})

export const createCallerFactory = t.createCallerFactory

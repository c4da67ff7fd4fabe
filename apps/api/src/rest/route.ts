import type { IncomingMessage, ServerResponse } from 'node:http'
import type { WorkContext } from '@groundwork/db'
import type { Principal } from '@groundwork/domain'
import type { z } from 'zod'
import type { ApiServices } from '../services.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** What a route's handler is given. `principal` is null on public routes only. */
export interface RestCall {
  readonly services: ApiServices
  readonly work: WorkContext
  readonly principal: Principal
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly body: unknown
  readonly req: IncomingMessage
  readonly res: ServerResponse
}

export interface PublicCall extends Omit<RestCall, 'principal' | 'work'> {
  readonly origin: NonNullable<WorkContext['origin']>
}

/** `json` is text already: rows are written by the presenter in one pass. */
export interface Answer {
  readonly status: number
  readonly json?: string
}

interface Described {
  readonly method: Method
  /** Below /api/v1, without the trailing slash: `/organizations/{id}/move`. */
  readonly path: string
  readonly tag: string
  readonly summary: string
  /** A DELETE that says in its body what it is about. */
  readonly hasBody?: true
  /** For the OpenAPI document. */
  readonly describe?: {
    readonly body?: z.ZodType
    /** The schema of a form that may stand in the body's place, and brings files along. */
    readonly form?: Readonly<Record<string, unknown>>
    readonly answer?: z.ZodType
    /** `whole`: in the shape of a page, but always all of it. */
    readonly isList?: true | 'whole'
    readonly status?: number
    readonly parameters?: readonly string[]
  }
}

export interface PrivateRoute extends Described {
  readonly access: 'signed-in'
  run(call: RestCall): Promise<Answer>
}

/** Routes by which a caller becomes known, and the documents. There are few, and a test lists them. */
export interface PublicRoute extends Described {
  readonly access: 'public'
  run(call: PublicCall): Promise<Answer>
}

export type RestRoute = PrivateRoute | PublicRoute

export const ok = (json: string): Answer => ({ status: 200, json })
export const created = (json: string): Answer => ({ status: 201, json })
export const noContent: Answer = { status: 204 }

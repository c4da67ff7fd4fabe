import type { ServerResponse } from 'node:http'
import { restPath, toRest } from '../rest/names.ts'
import { type Problem, problemOf } from './problem.ts'

/** Answers that carry data are never cached by anyone in between, and never sniffed. */
const dataHeaders = {
  'Cache-Control': 'private, no-store',
  'X-Content-Type-Options': 'nosniff',
} as const

export function sendJson(res: ServerResponse, status: number, json: string): void {
  res.writeHead(status, {
    ...dataHeaders,
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(json),
  })
  res.end(json)
}

function sendProblem(res: ServerResponse, problem: Problem): void {
  const json = JSON.stringify(problem)
  res.writeHead(problem.status, {
    ...dataHeaders,
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Content-Length': Buffer.byteLength(json),
    ...(problem.status === 401 && { 'WWW-Authenticate': 'Bearer' }),
    ...retryAfter(problem),
  })
  res.end(json)
}

function retryAfter({ status, details }: Problem): Readonly<Record<string, string>> {
  const seconds = details?.retry_after_seconds ?? (status === 429 ? 60 : undefined)
  return seconds === undefined ? {} : { 'Retry-After': String(seconds) }
}

export function sendMethodNotAllowed(res: ServerResponse, allowed: readonly string[], requestId: string): void {
  res.setHeader('Allow', allowed.join(', '))
  sendProblem(res, {
    type: 'about:blank',
    title: 'Method Not Allowed',
    status: 405,
    detail: `Only ${allowed.join(', ')} is possible here`,
    code: 'method_not_allowed',
    request_id: requestId,
  })
}

/** Shows any error, its names spelled as REST spells them. Once a body has begun there is no second answer, only an end that the caller can notice. */
export function sendError(res: ServerResponse, error: unknown, requestId: string, status?: number): void {
  if (res.headersSent) res.destroy()
  else sendProblem(res, { ...spelled(problemOf(error, requestId)), ...(status && { status }) })
}

const spelled = ({ errors, details, ...problem }: Problem): Problem => ({
  ...problem,
  ...(errors && {
    errors: Object.fromEntries(Object.entries(errors).map(([path, messages]) => [restPath(path), messages])),
  }),
  // Among them may be the row as it is now, which a stale write is shown.
  ...(details && { details: toRest(details) as Problem['details'] & object }),
})

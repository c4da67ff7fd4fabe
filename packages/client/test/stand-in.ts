import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'

export interface Received {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export type Answer = (received: Received) => {
  readonly status: number
  readonly json?: unknown
  readonly text?: string
}

/** A server that answers as told and remembers what it was asked. It ends with the test. */
export async function standIn(answer: Answer): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = []
  const url = await listen(async (req, res) => {
    const body = (await buffer(req)).toString('utf8')
    const asked = { method: req.method ?? '', path: req.url ?? '', headers: req.headers, body }
    received.push(asked)
    const { status, json, text } = answer(asked)
    res.writeHead(status, { 'content-type': 'application/json' }).end(text ?? JSON.stringify(json ?? {}))
  })
  return { url, received }
}

export async function listen(handle: (req: IncomingMessage, res: ServerResponse) => unknown): Promise<string> {
  const server = createServer((req, res) => void handle(req, res))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

export const problem = (code: string, status: number, more: object = {}) => ({
  status,
  json: {
    type: 'about:blank',
    title: 'Refused',
    status,
    detail: `It is ${code}`,
    code,
    request_id: 'request-1',
    ...more,
  },
})

/** What tRPC answers to a batch of one. */
export const trpcResult = (data: unknown) => ({ status: 200, json: [{ result: { data } }] })

export const trpcProblem = (code: string, status: number, more: object = {}) => ({
  status,
  json: [{ error: { message: `It is ${code}`, code: -32_000, data: problem(code, status, more).json } }],
})

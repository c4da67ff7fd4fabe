import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Logger } from 'pino'

/** One line per request, when it ends. What carries a token is left out: the query string, and in the address of a public link the token itself. */
export function logRequest(log: Logger, req: IncomingMessage, res: ServerResponse, requestId: string): void {
  if (!log.isLevelEnabled('info')) return
  const started = performance.now()
  const [address = ''] = ((req as { originalUrl?: string }).originalUrl ?? req.url ?? '').split('?', 1)
  const path = address.replace(/^\/s\/[^/]+/, '/s/-')
  res.once('close', () => {
    const outcome = res.writableFinished ? 'answered' : 'aborted'
    const milliseconds = Math.round((performance.now() - started) * 10) / 10
    log.info({ requestId, method: req.method, path, status: res.statusCode, outcome, milliseconds }, 'request')
  })
}

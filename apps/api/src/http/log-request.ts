import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Logger } from 'pino'

/** One line per request, when it ends. The query string is left out: it may carry a signed token. */
export function logRequest(log: Logger, req: IncomingMessage, res: ServerResponse, requestId: string): void {
  if (!log.isLevelEnabled('info')) return
  const started = performance.now()
  const path = ((req as { originalUrl?: string }).originalUrl ?? req.url ?? '').split('?', 1)[0]
  res.once('close', () => {
    const outcome = res.writableFinished ? 'answered' : 'aborted'
    const milliseconds = Math.round((performance.now() - started) * 10) / 10
    log.info({ requestId, method: req.method, path, status: res.statusCode, outcome, milliseconds }, 'request')
  })
}

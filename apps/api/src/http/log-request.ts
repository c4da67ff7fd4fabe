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
    withoutSearch(log).info(
      { requestId, method: req.method, path, status: res.statusCode, outcome, milliseconds },
      'request',
    )
  })
}

const found = new WeakMap<Logger, Logger>()

/** The same log, not searched for names of secrets: that takes as long as all else about a line, and none of its few names is one. */
function withoutSearch(log: Logger): Logger {
  const known = found.get(log)
  if (known) return known
  const plain = log.child({}, { redact: [] })
  found.set(log, plain)
  return plain
}

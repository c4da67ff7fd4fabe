import { Router } from 'express'
import type { ApiServices } from '../services.ts'
import { sendJson } from './send.ts'

/** `/livez` says that the process runs; `/readyz` that everything it needs does. Neither does work per call. */
export function healthRoutes({ readiness }: Pick<ApiServices, 'readiness'>): Router {
  return Router()
    .get('/livez', (_req, res) => sendJson(res, 200, '{"status":"ok"}'))
    .get('/readyz', async (_req, res) => {
      const missing = await readiness.missing()
      const status = missing.length ? 'unavailable' : 'ok'
      sendJson(res, missing.length ? 503 : 200, JSON.stringify({ status, missing }))
    })
}

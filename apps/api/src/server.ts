import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { DomainError } from '@groundwork/domain'
import { createExpressMiddleware } from '@trpc/server/adapters/express'
import { applyWSSHandler } from '@trpc/server/adapters/ws'
import express, { type ErrorRequestHandler } from 'express'
import helmet from 'helmet'
import { WebSocketServer } from 'ws'
import { appRouter } from './app-router.ts'
import { importHandler } from './data-job/import-handler.ts'
import { templateHandler } from './export/template-handler.ts'
import { fileHandler } from './file/file-handler.ts'
import { apiDocs } from './http/api-docs.ts'
import { devMail } from './http/dev-mail.ts'
import { throughDoors } from './http/doors.ts'
import { healthRoutes } from './http/health-routes.ts'
import { refuseUnread } from './http/refuse-unread.ts'
import { requestIdOf } from './http/request.ts'
import { sendError } from './http/send.ts'
import { shareTarget } from './http/share-target.ts'
import { webApp } from './http/web-app.ts'
import { importSessionHandler } from './import-session/import-session-handler.ts'
import { publicLinkHandler } from './public-link/public-link-handler.ts'
import { mayConnect } from './realtime/may-connect.ts'
import { socketFrames } from './realtime/socket-frames.ts'
import { guardSockets } from './realtime/socket-guard.ts'
import { reportBug, restHandler } from './rest/rest-handler.ts'
import { restRoutes } from './rest/rest-routes.ts'
import type { ApiServices } from './services.ts'
import { storageHandler } from './storage/storage-handler.ts'
import { storageRoutes } from './storage/storage-routes.ts'
import { createContext, socketCredentials } from './trpc/create-context.ts'
import { shown } from './trpc/trpc.ts'
import { tusHandler } from './upload/tus-handler.ts'

const maxBatchSize = 20
const maxBodyBytes = 1_048_576
const maxSocketMessageBytes = 65_536

export interface ApiServer {
  readonly http: Server
  close(): Promise<void>
}

/** Builds the HTTP server with all its doors. It does not listen yet. */
export function createApiServer(services: ApiServices): ApiServer {
  const refuse = (error: unknown, req: IncomingMessage, res: ServerResponse) => {
    const requestId = requestIdOf(req)
    reportBug(services, error, requestId)
    sendError(res, error, requestId)
  }
  const app = express().disable('x-powered-by').disable('etag')
  app.use(healthRoutes(services))
  const rest = restHandler(services, restRoutes)
  // The document is found without knowing a version, too.
  app.get('/api/openapi.json', (req, res, next) => {
    req.url = '/openapi.json'
    return rest(req, res, next)
  })
  app.use(
    '/api/trpc',
    createExpressMiddleware({
      router: appRouter,
      maxBatchSize,
      maxBodySize: maxBodyBytes,
      // A long filter does not fit into an address.
      allowMethodOverride: true,
      createContext: ({ req }) => createContext(services, req),
      onError: ({ error, ctx }) => reportBug(services, shown(error), ctx?.requestId ?? ''),
    }),
  )
  app.use(helmet(securityHeaders))
  app.use('/api/docs', apiDocs())
  app.use('/api', (_req, _res, next) => next(new DomainError('not_found', 'No such address')))
  app.use(devMail(services))
  app.use(shareTarget())
  app.use(webApp())
  app.use(((error: unknown, req, res, _next) => {
    refuse(error, req, res)
  }) satisfies ErrorRequestHandler)

  const enter = throughDoors(
    [
      { at: '/api/v1', handler: fileHandler(services) },
      { at: '/api/v1', handler: importHandler(services) },
      { at: '/api/v1', handler: importSessionHandler(services) },
      { at: '/api/v1', handler: templateHandler(services) },
      { at: '/api/v1/uploads', handler: tusHandler(services) },
      { at: '/api/v1', handler: rest },
      { at: '/api/storage', handler: storageHandler(services) },
      { at: '/api/storage', handler: restHandler(services, storageRoutes) },
      { at: '/s', handler: publicLinkHandler(services) },
    ],
    refuse,
  )
  const http = createServer({ maxHeaderSize: 16_384, requestTimeout: 0, headersTimeout: 20_000 }, (req, res) =>
    enter(req, res, () => app(req, res)),
  )
  http.on('clientError', refuseUnread)
  const sockets = new WebSocketServer({
    server: http,
    path: '/api/ws',
    maxPayload: maxSocketMessageBytes,
    perMessageDeflate: false,
    verifyClient: ({ req }, done) => done(mayConnect(req, services.config.publicUrl), 403),
  })
  const guard = guardSockets(services.log)
  sockets.on('connection', guard.watch)
  const subscriptions = applyWSSHandler({
    wss: sockets,
    router: appRouter,
    keepAlive: { enabled: true },
    experimental_encoder: socketFrames,
    createContext: async ({ req, res, info }) => {
      const context = createContext(services, req, socketCredentials(info.connectionParams))
      return { ...context, socket: await guard.admit(res, async () => (await context.identify()).actor) }
    },
    onError: ({ error, ctx }) => reportBug(services, shown(error), ctx?.requestId ?? ''),
  })

  return {
    http,
    close: async () => {
      guard.close()
      subscriptions.broadcastReconnectNotification()
      for (const socket of sockets.clients) socket.close(1001)
      sockets.close()
      await new Promise<void>((resolve) => {
        http.close(() => resolve())
        http.closeIdleConnections()
      })
    },
  }
}

/** The web client loads everything from its own origin; previews are blobs it fetched with its own credentials. */
const securityHeaders = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'blob:', 'data:'],
      mediaSrc: ["'self'", 'blob:'],
      frameSrc: ["'self'", 'blob:'],
      workerSrc: ["'self'"],
      manifestSrc: ["'self'"],
      connectSrc: ["'self'", 'ws:', 'wss:'],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  strictTransportSecurity: false,
  crossOriginEmbedderPolicy: false,
}

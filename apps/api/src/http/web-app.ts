import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DomainError } from '@groundwork/domain'
import express, { type RequestHandler, Router } from 'express'

/** From the bundle in apps/api/dist as from the source in apps/api/src/http, the web build is found beside the API. */
const candidates = ['../../web/dist', '../../../web/dist'].map((path) => join(import.meta.dirname, path))

/**
 * Serves the built web client. Files with a hash in their name never change; every other address is the app itself, or the page
 * behind a public link.
 */
export function webApp(): RequestHandler {
  const root = candidates.find((path) => existsSync(join(path, 'index.html')))
  if (!root) return (_req, _res, next) => next()
  return Router()
    .use('/assets', express.static(join(root, 'assets'), { immutable: true, maxAge: '1y' }))
    .use('/assets', (_req, _res, next) => next(new DomainError('not_found', 'No such address')))
    .use(express.static(root, { index: false }))
    .get('/s/{*link}', page(root, 'link.html'))
    .get('/{*path}', page(root, 'index.html'))
}

const page =
  (root: string, name: string): RequestHandler =>
  (_req, res) => {
    res.setHeader('Cache-Control', 'no-cache')
    res.sendFile(join(root, name))
  }

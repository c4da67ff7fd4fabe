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
    .get('/service-worker.js', serviceWorker(root))
    .use(express.static(root, { index: false }))
    .get('/s/{*link}', page(root, 'link.html'))
    .get('/{*path}', page(root, 'index.html'))
}

/**
 * What a browser keeps of it is asked for anew each time. The policy is the worker's own, and lets it load nothing: whatever it may
 * become, it can neither ask the API nor read what the API answers.
 */
const serviceWorker =
  (root: string): RequestHandler =>
  (_req, res) => {
    res.setHeader('Cache-Control', 'no-cache')
    res.setHeader('Content-Security-Policy', "default-src 'none'")
    res.sendFile(join(root, 'service-worker.js'))
  }

const page =
  (root: string, name: string): RequestHandler =>
  (_req, res) => {
    res.setHeader('Cache-Control', 'no-cache')
    res.sendFile(join(root, name))
  }

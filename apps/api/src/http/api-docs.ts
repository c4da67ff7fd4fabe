import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import express, { Router } from 'express'

const assets = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Groundwork API</title>
    <link rel="stylesheet" href="/api/docs/assets/swagger-ui.css">
  </head>
  <body>
    <div id="reference"></div>
    <script src="/api/docs/assets/swagger-ui-bundle.js"></script>
    <script src="/api/docs/open.js"></script>
  </body>
</html>
`

const script = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#reference', deepLinking: true, validatorUrl: null })\n`

/** The OpenAPI document as a page to read and try, all of it from this origin. */
export function apiDocs(): Router {
  return Router()
    .get('/', (_req, res) => void res.type('html').send(page))
    .get('/open.js', (_req, res) => void res.type('js').send(script))
    .use('/assets', express.static(assets, { index: false, maxAge: '1d' }))
}

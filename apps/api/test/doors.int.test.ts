import { DomainError } from '@groundwork/domain'
import { TRPCError } from '@trpc/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appRouter } from '../src/app-router.ts'
import { restRoutes } from '../src/rest/rest-routes.ts'
import { createCallerFactory } from '../src/trpc/trpc.ts'
import { startTestApi, type TestApi } from './support/start-test-api.ts'

let api: TestApi

beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.stop())

const publicProcedures = [
  'auth.acceptInvitation',
  'auth.refresh',
  'auth.requestPasswordReset',
  'auth.resetPassword',
  'auth.showInvitation',
  'auth.signIn',
  'auth.signOut',
]
const publicRoutes = [
  'GET /openapi.json',
  'POST /auth/invitation',
  'POST /auth/invitation/accept',
  'POST /auth/logout',
  'POST /auth/password/reset',
  'POST /auth/password/reset/confirm',
  'POST /auth/token',
  'POST /auth/token/refresh',
]

const procedures = Object.keys(appRouter._def.procedures)

describe('every procedure', () => {
  it.each(procedures.filter((path) => !publicProcedures.includes(path)))(
    '%s refuses a caller without credentials',
    async (path) => {
      const caller = createCallerFactory(appRouter)({
        services: api.services,
        requestId: 'test',
        origin: {},
        network: '127.0.0.1',
        identify: async () => {
          throw new DomainError('unauthenticated', 'Sign in first')
        },
      })
      const procedure = path.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], caller)
      const error = await (procedure as (input: unknown) => Promise<unknown>)({}).catch((caught: unknown) => caught)
      expect(error).toBeInstanceOf(TRPCError)
      expect((error as TRPCError).code).toBe('UNAUTHORIZED')
    },
  )

  it('is in the list when it is open to strangers', () => {
    expect(procedures).toEqual(expect.arrayContaining(publicProcedures))
  })
})

describe('every REST route', () => {
  it('is in the list when it is open to strangers', () => {
    const open = restRoutes.filter(({ access }) => access === 'public').map(({ method, path }) => `${method} ${path}`)
    expect(open.sort()).toEqual(publicRoutes)
  })

  it.each(restRoutes.filter(({ access }) => access === 'signed-in').map(({ method, path }) => [method, path] as const))(
    '%s %s refuses a caller without credentials',
    async (method, path) => {
      const { status, body } = await api.anonymous(
        method,
        path.replace(/\{\w+\}/g, '0193f1a0-0000-7000-8000-00000000dead'),
      )
      expect([status, body.code]).toEqual([401, 'unauthenticated'])
    },
  )

  it.each(['download', 'thumbnail', 'optimised', 'access-url'])('GET /files/{id}/%s does too', async (part) => {
    const { status } = await api.anonymous('GET', `/files/0193f1a0-0000-7000-8000-00000000dead/${part}/`)
    expect(status).toBe(401)
  })

  it('POST /files/upload does too', async () => {
    expect((await api.anonymous('POST', '/files/upload/', new FormData())).status).toBe(401)
  })
})

describe('a broken request', () => {
  it.each(['Bearer x', 'Bearer eyJhbGciOiJub25lIn0.e30.', 'Basic YTpi', 'Bearer'])(
    'with the credentials %j is refused',
    async (authorization) => {
      const response = await fetch(`${api.url}/api/v1/products/`, { headers: { authorization } })
      expect(response.status).toBe(401)
    },
  )

  it('with a body of more than 1 MB is refused', async () => {
    const { status, body } = await api.admin('POST', '/products/', { name: 'x'.repeat(1_100_000) })
    expect([status, body.reason]).toEqual([413, 'body_too_large'])
  })

  it('with a body that is no JSON type is refused', async () => {
    const response = await fetch(`${api.url}/api/v1/products/`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${api.admin.token}`, 'Content-Type': 'text/xml' },
      body: '<a/>',
    })
    expect(response.status).toBe(415)
  })

  it('with more calls in one batch than allowed is refused', async () => {
    const names = Array.from({ length: 21 }, () => 'system.status').join(',')
    const response = await fetch(`${api.url}/api/trpc/${names}?batch=1`, {
      headers: { Authorization: `Bearer ${api.admin.token}` },
    })
    expect(response.status).toBe(400)
    expect(await response.text()).not.toMatch(/at \w+.*\.ts/)
  })

  it('to a procedure that is not there, or with a wrong input, says so without a stack', async () => {
    const call = async (path: string) => {
      const response = await fetch(`${api.url}/api/trpc/${path}`, {
        headers: { Authorization: `Bearer ${api.admin.token}` },
      })
      return { status: response.status, text: await response.text() }
    }
    const unknown = await call('nothing.here')
    const wrong = await call(`product.get?input=${encodeURIComponent('{"id":1}')}`)
    expect([unknown.status, wrong.status]).toEqual([404, 400])
    expect(JSON.parse(wrong.text).error.data).toMatchObject({ code: 'invalid', errors: { id: [expect.any(String)] } })
    for (const { text } of [unknown, wrong]) expect(text).not.toMatch(/node_modules|stack/)
  })

  it('whose address is longer than can be read is told so in the words of every refusal', async () => {
    const response = await fetch(`${api.url}/api/v1/products/?filter=${'x'.repeat(17_000)}`)
    expect([response.status, response.headers.get('content-type')]).toEqual([
      431,
      'application/problem+json; charset=utf-8',
    ])
    expect(await response.json()).toMatchObject({ status: 431, code: 'too_large', reason: 'headers_too_large' })
  })

  it('tells the faults of a row by its fields, whether its form or its facts are wrong', async () => {
    const organization = await api.organization('Paths')
    const refused = async (path: string, input: object) => {
      const response = await fetch(`${api.url}/api/trpc/${path}`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${api.admin.token}`, 'Content-Type': 'application/json' },
        body: JSON.stringify(input),
      })
      const { error } = (await response.json()) as { error: { data: { errors: object } } }
      return Object.keys(error.data.errors)
    }
    const good = { organization, sku: 'P-1', name: 'Anvil', productType: 'SERVICE' }
    const create = (values: object) => refused('product.create', { values })
    expect(await create({ ...good, sku: 1, colour: 'red' })).toEqual(['sku', 'colour'])
    expect(await create({ ...good, attributes: { n: Number.MAX_SAFE_INTEGER + 1 } })).toEqual(['attributes'])
    expect(await create({ ...good, baseUom: 'NOPE' })).toEqual(['baseUom'])
    expect(await refused('product.create', {})).toEqual(['values'])
    expect(await refused('product.createMany', { rows: [{ ...good, sku: 1 }] })).toEqual(['rows.0.sku'])
  })
})

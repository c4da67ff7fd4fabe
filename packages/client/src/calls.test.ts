import type { Product, RowOf, StoredFile } from '@groundwork/domain'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { standIn, trpcProblem, trpcResult } from '../test/stand-in.ts'
import type { MistakenNames } from './calls.ts'
import {
  createClient,
  type FileRow,
  GroundworkError,
  type RouterInputs,
  type RouterOutputs,
  toGroundworkError,
} from './index.ts'

const page = { rows: [], nextCursor: null }

describe('a call', () => {
  it('reads by GET and writes by POST', async () => {
    const { url, received } = await standIn(() => trpcResult(page))
    const gw = createClient({ url })

    await gw.product.list({ search: 'bolt' })
    await gw.product.remove({ id: 'p1' })

    expect(received.map(({ method, path }) => `${method} ${path.split('?')[0]}`)).toEqual([
      'GET /api/trpc/product.list',
      'POST /api/trpc/product.remove',
    ])
    expect(decodeURIComponent(received[0]?.path ?? '')).toContain('{"0":{"search":"bolt"}}')
  })

  it('sends a filter that is too long for an address in a body', async () => {
    const { url, received } = await standIn(() => trpcResult(page))
    const value = Array.from({ length: 500 }, (_, index) => `article-number-${index}`)

    await createClient({ url }).product.list({ filter: { field: 'sku', op: 'in', value } })
    expect(received[0]).toMatchObject({ method: 'POST' })
    expect(received[0]?.body).toContain('article-number-499')
  })

  it('shares one request with the calls of the same tick', async () => {
    const { url, received } = await standIn(() => ({
      status: 200,
      json: [{ result: { data: page } }, { result: { data: page } }],
    }))
    const gw = createClient({ url })
    await Promise.all([gw.product.list(), gw.role.list()])
    expect(received).toHaveLength(1)
  })

  it('throws what the server said', async () => {
    const refusal = { reason: 'sku_taken', errors: { sku: ['Already in use'] } }
    const { url } = await standIn(() => trpcProblem('conflict', 409, refusal))
    const error = await createClient({ url })
      .product.remove({ id: 'p1' })
      .catch((reason: unknown) => reason)

    expect(error).toBeInstanceOf(GroundworkError)
    expect(error).toMatchObject({
      code: 'conflict',
      status: 409,
      detail: 'It is conflict',
      requestId: 'request-1',
      ...refusal,
    })
  })

  it('throws the same from the plain client, once asked', async () => {
    const { url } = await standIn(() => trpcProblem('forbidden', 403))
    const error = await createClient({ url }).trpc.product.list.query().catch(toGroundworkError)
    expect(error).toMatchObject({ code: 'forbidden', status: 403 })
  })

  it('tells an unreachable server from a refusal', async () => {
    const gw = createClient({ url: 'http://127.0.0.1:9' })
    await expect(gw.product.list()).rejects.toMatchObject({ code: 'unreachable', status: 0 })
    await expect(gw.downloadFile('f1')).rejects.toMatchObject({ code: 'unreachable' })
    await expect(gw.signIn('ada', 'a password')).rejects.toMatchObject({ code: 'unreachable' })
  })

  it('throws the reason of the signal that ended it', async () => {
    const { url } = await standIn(() => trpcResult(page))
    const reason = new Error('the user left')
    const { product } = createClient({ url })
    await expect(product.list({}, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  })
})

it('a client survives being returned from an async function', async () => {
  const open = async () => createClient({ url: 'http://127.0.0.1:9' })
  await expect(open()).resolves.toHaveProperty('signIn')
})

it('types are those of the resources', () => {
  expectTypeOf<MistakenNames>().toBeNever()
  expectTypeOf<RouterOutputs['product']['get']>().toEqualTypeOf<RowOf<typeof Product>>()
  expectTypeOf<FileRow>().toEqualTypeOf<RowOf<typeof StoredFile>>()
  expectTypeOf<RouterInputs['product']['create']['values']>().toHaveProperty('sku').toEqualTypeOf<string>()
  // @ts-expect-error a product cannot be sorted by its description
  expectTypeOf({ orderBy: ['description' as const] }).toMatchTypeOf<RouterInputs['product']['list']>()
})

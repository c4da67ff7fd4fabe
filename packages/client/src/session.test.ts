import { describe, expect, it, vi } from 'vitest'
import { problem, standIn, trpcProblem, trpcResult } from '../test/stand-in.ts'
import { createClient, isOtpRequired } from './index.ts'
import { memoryTokenStore } from './token-store.ts'

const refreshPath = '/api/v1/auth/token/refresh/'
const page = { rows: [], nextCursor: null }

describe('a session with tokens', () => {
  it('signs in and sends the token with every call', async () => {
    const { url, received } = await standIn(({ path }) =>
      path === '/api/v1/auth/token/' ? { status: 200, json: { access: 'first', refresh: 'again' } } : trpcResult(page),
    )
    const gw = createClient({ url })

    await gw.signIn('ada', 'a password')
    await gw.product.list()

    expect(JSON.parse(received[0]?.body ?? '')).toEqual({ username: 'ada', password: 'a password' })
    expect(received[1]?.headers.authorization).toBe('Bearer first')
  })

  it('tells a due second factor from a wrong password, and signs in with it', async () => {
    const { url, received } = await standIn(({ body }) => {
      const { password, otp } = JSON.parse(body)
      if (password !== 'a password') return problem('unauthenticated', 401)
      if (otp === undefined) return problem('otp_required', 401)
      if (otp !== '123456') return problem('unauthenticated', 401, { reason: 'otp_invalid' })
      return { status: 200, json: { access: 'first', refresh: 'again' } }
    })
    const gw = createClient({ url })
    const refusal = (...given: Parameters<typeof gw.signIn>) => gw.signIn(...given).catch((error: unknown) => error)

    expect(isOtpRequired(await refusal('ada', 'another password'))).toBe(false)
    expect(isOtpRequired(await refusal('ada', 'a password'))).toBe(true)
    expect(await refusal('ada', 'a password', { otp: '000000' })).toMatchObject({ reason: 'otp_invalid' })
    await gw.signIn('ada', 'a password', { otp: '123456' })
    expect(received.map(({ body }) => JSON.parse(body).otp)).toEqual([undefined, undefined, '000000', '123456'])
  })

  it('says how long to wait in the spelling that all calls share', async () => {
    const told = { errors: { old_password: ['Wrong'] }, details: { retry_after_seconds: 8 } }
    const { url } = await standIn(() => problem('rate_limited', 429, told))
    await expect(createClient({ url }).signIn('ada', 'a guess')).rejects.toMatchObject({
      errors: { oldPassword: ['Wrong'] },
      details: { retryAfterSeconds: 8 },
    })
  })

  it('renews a token that is about to run out before the call, once for all calls', async () => {
    const { url, received } = await standIn(({ path }) =>
      path === refreshPath
        ? { status: 200, json: { access: 'new', refresh: 'second', expires_in: 600 } }
        : {
            status: 200,
            json: path
              .split('?')[0]
              ?.split(',')
              .map(() => ({ result: { data: page } })),
          },
    )
    const store = memoryTokenStore({ access: 'old', refresh: 'first', expiresAt: Date.now() + 10_000 })
    const gw = createClient({ url, tokenStore: store })

    await Promise.all([gw.product.list(), gw.downloadFile('a'), gw.downloadFile('b'), gw.fetchBlob('c')])

    const renewals = received.filter(({ path }) => path === refreshPath)
    expect(renewals.map(({ body }) => JSON.parse(body))).toEqual([{ refresh: 'first' }])
    const calls = received.filter(({ path }) => path !== refreshPath)
    expect(new Set(calls.map(({ headers }) => headers.authorization))).toEqual(new Set(['Bearer new']))
    const kept = await store.load()
    expect(kept).toMatchObject({ access: 'new', refresh: 'second' })
    expect((kept?.expiresAt ?? 0) - Date.now()).toBeCloseTo(600_000, -4)
  })

  it('renews after a refusal and tries the call again', async () => {
    const { url, received } = await standIn(({ path, headers }) => {
      if (path === refreshPath) return { status: 200, json: { access: 'new', refresh: 'second' } }
      return headers.authorization === 'Bearer new' ? trpcResult(page) : trpcProblem('unauthenticated', 401)
    })
    const gw = createClient({ url, token: 'old', refreshToken: 'first' })

    await expect(gw.product.list()).resolves.toEqual(page)
    expect(received).toHaveLength(3)
  })

  it('gives up after the second refusal', async () => {
    const { url, received } = await standIn(({ path }) =>
      path === refreshPath
        ? { status: 200, json: { access: 'new', refresh: 'second' } }
        : trpcProblem('unauthenticated', 401),
    )
    const gw = createClient({ url, token: 'old', refreshToken: 'first' })

    await expect(gw.product.list()).rejects.toMatchObject({ code: 'unauthenticated', status: 401 })
    expect(received).toHaveLength(3)
  })

  it('ends when the refresh token is refused, and says so once', async () => {
    const { url } = await standIn(({ path }) =>
      path === refreshPath
        ? problem('unauthenticated', 401, { reason: 'token_reused' })
        : trpcProblem('unauthenticated', 401),
    )
    const onSignedOut = vi.fn()
    const gw = createClient({ url, refreshToken: 'spent', onSignedOut })

    await expect(Promise.all([gw.product.list(), gw.downloadFile('a')])).rejects.toMatchObject({
      reason: 'token_reused',
    })
    await expect(gw.product.list()).rejects.toMatchObject({ code: 'unauthenticated' })
    expect(onSignedOut).toHaveBeenCalledTimes(1)
  })

  it('keeps its tokens when the server has no time for a renewal', async () => {
    const { url } = await standIn(() => problem('unavailable', 503))
    const store = memoryTokenStore({ access: 'old', refresh: 'first', expiresAt: 0 })
    const onSignedOut = vi.fn()
    const gw = createClient({ url, tokenStore: store, onSignedOut })

    await expect(gw.product.list()).rejects.toMatchObject({ code: 'unavailable' })
    expect(await store.load()).toMatchObject({ refresh: 'first' })
    expect(onSignedOut).not.toHaveBeenCalled()
  })

  it('takes what another holder of the same store has renewed meanwhile', async () => {
    const { url, received } = await standIn(({ headers }) =>
      headers.authorization === 'Bearer new' ? trpcResult(page) : trpcProblem('unauthenticated', 401),
    )
    const store = memoryTokenStore({ access: 'old', refresh: 'spent' })
    let reads = 0
    const shared = {
      save: store.save,
      load: () => (reads++ === 0 ? store.load() : { access: 'new', refresh: 'second' }),
    }
    await expect(createClient({ url, tokenStore: shared }).product.list()).resolves.toEqual(page)
    expect(received.map(({ path }) => path)).not.toContain(refreshPath)
  })

  it('signs out here even when the server cannot be told', async () => {
    const { url } = await standIn(() => problem('unavailable', 503))
    const store = memoryTokenStore({ access: 'a', refresh: 'b' })
    const onSignedOut = vi.fn()

    await expect(createClient({ url, tokenStore: store, onSignedOut }).signOut()).rejects.toMatchObject({ status: 503 })
    expect(await store.load()).toBeNull()
    expect(onSignedOut).toHaveBeenCalledTimes(1)
  })
})

describe('a session in a cookie', () => {
  it('renews by the cookie before the first call', async () => {
    const { url, received } = await standIn(({ path }) =>
      path === refreshPath ? { status: 200, json: { access: 'fresh' } } : trpcResult(page),
    )
    const gw = createClient({ url, session: 'cookie' })

    await expect(gw.resume()).resolves.toBe(true)
    await gw.product.list()
    expect(JSON.parse(received[0]?.body ?? '')).toEqual({ session: 'cookie' })
    expect(received[1]?.headers.authorization).toBe('Bearer fresh')
  })

  it('asks a stranger only once', async () => {
    const { url, received } = await standIn(({ path }) =>
      path === refreshPath ? problem('unauthenticated', 401) : trpcProblem('unauthenticated', 401),
    )
    const gw = createClient({ url, session: 'cookie' })

    await expect(gw.resume()).resolves.toBe(false)
    await expect(gw.resume()).resolves.toBe(false)
    await expect(gw.product.list()).rejects.toMatchObject({ code: 'unauthenticated' })
    expect(received.filter(({ path }) => path === refreshPath)).toHaveLength(1)
  })

  it('lets a stranger call what is for everybody', async () => {
    const { url, received } = await standIn(({ path }) =>
      path === refreshPath ? problem('unauthenticated', 401) : trpcResult({}),
    )
    const gw = createClient({ url, session: 'cookie' })

    await gw.system.status()
    expect(received.map(({ path, headers }) => [path.split('?')[0], headers.authorization])).toEqual([
      [refreshPath, undefined],
      ['/api/trpc/system.status', undefined],
    ])
  })

  it('signs in without seeing the refresh token', async () => {
    const { url, received } = await standIn(() => ({ status: 200, json: { access: 'fresh' } }))
    await createClient({ url, session: 'cookie' }).signIn('ada', 'a password')
    expect(JSON.parse(received[0]?.body ?? '')).toEqual({ username: 'ada', password: 'a password', session: 'cookie' })
  })
})

it('an API key goes with every call', async () => {
  const { url, received } = await standIn(() => trpcResult(page))
  const gw = createClient({ url, apiKey: 'gw_key' })

  await gw.product.list()
  expect(received[0]?.headers['x-api-key']).toBe('gw_key')
  await expect(gw.signIn('ada', 'a password')).rejects.toThrow(TypeError)
})

import { openDatabase } from '@groundwork/db'
import { readConfig } from '@groundwork/services'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type RunningApi, startApi } from '../src/start-api.ts'
import { openTestSocket, subscription, type TestSocket } from './support/open-socket.ts'
import { type Caller, password, startTestApi, type TestApi } from './support/start-test-api.ts'

/** What was promised: wherever somebody is connected, and whatever is down. */
const promised = { timeout: 5000, interval: 100 }

let api: TestApi
let elsewhere: { readonly url: string; stop(): Promise<void> }
let organization: string
let ada: Caller & { readonly id: string }

beforeAll(async () => {
  api = await startTestApi()
  elsewhere = await startElsewhere(api)
  organization = await api.organization('Ours')
})
afterAll(async () => {
  await elsewhere.stop()
  await api.stop()
})
beforeEach(async () => {
  ada = await api.member(organization, 'manager')
})

/** A second process on the same database, which Redis does not reach. */
async function startElsewhere({ services }: RunningApi) {
  const settings = {
    APP_DATABASE_URL: services.config.databaseUrl,
    GROUNDWORK_SECRET: services.config.secret,
    DATA_DIR: services.config.dataDirectory,
    REDIS_URL: 'redis://127.0.0.1:1',
    PORT: '0',
    VIRUS_SCAN_PROVIDER: 'none',
  }
  const database = await openDatabase({ url: settings.APP_DATABASE_URL, poolSize: 3 })
  const log = pino({ level: 'silent' })
  const running = await startApi({ config: readConfig(settings), log, database, environment: settings })
  return {
    url: `http://127.0.0.1:${running.port}`,
    stop: async () => {
      await running.stop()
      await database.close()
    },
  }
}

type Credentials = { readonly token: string } | { readonly apiKey: string }

const statusAt = async (url: string, credentials: Credentials, path = `/organizations/${organization}/`) => {
  const headers =
    'token' in credentials ? { Authorization: `Bearer ${credentials.token}` } : { 'X-API-Key': credentials.apiKey }
  return (await fetch(`${url}/api/v1${path}`, { headers })).status
}

/** A subscription that has begun. */
async function subscribed(url: string, credentials: Credentials): Promise<TestSocket> {
  const socket = await openTestSocket(url, credentials)
  socket.send(subscription(1))
  await expect.poll(() => socket.frames.some(({ result }) => result?.type === 'started'), promised).toBe(true)
  return socket
}

/** Here, where it happens, and in another process, which nobody tells: each call and each open socket is over. */
async function isOverEverywhere(credentials: Credentials, end: () => Promise<unknown>): Promise<void> {
  const places = [api.url, elsewhere.url]
  const sockets = await Promise.all(places.map((url) => subscribed(url, credentials)))
  expect(await Promise.all(places.map((url) => statusAt(url, credentials)))).toEqual([200, 200])
  const startedAt = Date.now()
  await end()
  await Promise.all([
    ...places.map((url) => expect.poll(() => statusAt(url, credentials), promised).toBe(401)),
    ...sockets.map(async ({ closed, frames }) => {
      expect(await closed).toBe(4401)
      const told = frames.find(({ error }) => error)?.error
      expect(told).toMatchObject({ code: -32_001, data: { code: 'unauthenticated', status: 401, httpStatus: 401 } })
    }),
  ])
  expect(Date.now() - startedAt).toBeLessThan(5000)
}

describe('within five seconds, on HTTP and on open WebSockets, here and in a process without Redis', () => {
  it('a disabled user is out', async () => {
    await isOverEverywhere({ token: ada.token }, () =>
      api.sql('update app_user set is_active = false where id = $1', [ada.id]),
    )
  })

  it('a changed password ends the other sessions, and not the one that changed it', async () => {
    const { token: other } = await api.signIn((await ada('GET', `/users/${ada.id}/`)).body.username)
    const newPassword = 'another correct horse'
    await isOverEverywhere({ token: other }, () =>
      ada('POST', '/auth/password/change/', { old_password: password, new_password: newPassword }),
    )
    expect(await statusAt(elsewhere.url, { token: ada.token })).toBe(200)
  })

  it('a session that was revoked is over', async () => {
    const { token: other } = await api.signIn((await ada('GET', `/users/${ada.id}/`)).body.username)
    await isOverEverywhere({ token: other }, async () => {
      const { body } = await ada('GET', '/auth/sessions/')
      const { id } = body.results.find((session: { is_current: boolean }) => !session.is_current)
      expect((await ada('DELETE', `/auth/sessions/${id}/`)).status).toBe(204)
    })
    expect(await statusAt(api.url, { token: ada.token })).toBe(200)
  })

  it('signing out everywhere ends all, the own session included', async () => {
    await isOverEverywhere({ token: ada.token }, () => ada('POST', '/auth/logout-all/'))
  })

  it('a revoked API key opens nothing any more', async () => {
    const { body } = await ada('POST', '/api-keys/', { name: 'a service', organization })
    await isOverEverywhere({ apiKey: body.key }, () => ada('DELETE', `/api-keys/${body.id}/`))
  })

  it('a rotated API key is another key', async () => {
    const { body } = await ada('POST', '/api-keys/', { name: 'a service', organization })
    const rotated = await new Promise<string>((resolve, reject) => {
      isOverEverywhere({ apiKey: body.key }, async () => {
        const answer = await ada('POST', `/api-keys/${body.id}/rotate/`)
        resolve(answer.body.key)
      }).catch(reject)
    })
    expect(await statusAt(elsewhere.url, { apiKey: rotated })).toBe(200)
  })

  it('a removed member sees the organization no more', async () => {
    const { body } = await api.admin('GET', `/organization-memberships/?user=${ada.id}`)
    const places = [api.url, elsewhere.url]
    const see = (url: string) => statusAt(url, { token: ada.token })
    expect(await Promise.all(places.map(see))).toEqual([200, 200])
    expect((await api.admin('DELETE', `/organization-memberships/${body.results[0].id}/`)).status).toBe(204)
    expect(await see(api.url)).toBe(404)
    await expect.poll(() => see(elsewhere.url), promised).toBe(404)
  })
})

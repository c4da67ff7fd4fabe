import { randomUUID } from 'node:crypto'
import type { DomainEvent } from '@groundwork/domain'
import { createTRPCClient, createWSClient, wsLink } from '@trpc/client'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { AppRouter } from '../src/app-router.ts'
import { eventChannel } from '../src/realtime/event-hub.ts'
import { type Caller, startTestApi, type TestApi } from './support/start-test-api.ts'

let api: TestApi
let redis: Redis
let ours: string
let theirs: string
let manager: Caller
let stranger: Caller

beforeAll(async () => {
  api = await startTestApi()
  redis = new Redis(process.env.TEST_REDIS_URL ?? '')
  ours = await api.organization('Ours')
  theirs = await api.organization('Theirs')
  manager = await api.member(ours, 'manager')
  stranger = await api.member(theirs, 'owner')
})
afterAll(async () => {
  redis.disconnect()
  await api.stop()
})

/** Makes a product and tells of it as the worker's dispatcher would. */
async function createAndTell(caller: Caller, organization: string, sku: string): Promise<string> {
  const { body } = await caller('POST', '/products/', { organization, sku, name: sku, product_type: 'SERVICE' })
  await redis.publish(
    eventChannel,
    JSON.stringify({
      id: body.id,
      topic: 'product.created',
      organization,
      resource: 'product',
      objectId: body.id,
      payload: {},
      createdAt: body.created_at,
    } satisfies DomainEvent),
  )
  return body.id
}

/** Subscribes, and resolves with the events received once `count` have come. */
function receive(token: string, count: number) {
  const socket = createWSClient({
    url: `${api.url.replace('http', 'ws')}/api/ws`,
    WebSocket: WebSocket as unknown as typeof globalThis.WebSocket,
    connectionParams: async () => ({ token }),
  })
  const client = createTRPCClient<AppRouter>({ links: [wsLink({ client: socket })] })
  const events: DomainEvent[] = []
  const started = deferred<void>()
  const done = deferred<DomainEvent[]>()
  client.events.changes.subscribe(undefined, {
    onStarted: () => started.resolve(),
    onData: ({ data }) => {
      events.push(data)
      if (events.length === count) done.resolve(events)
    },
    onError: (error) => {
      started.reject(error)
      done.reject(error)
    },
  })
  return {
    started: started.promise,
    events: done.promise.finally(() => socket.close()),
    received: events,
    close: () => socket.close(),
  }
}

function deferred<Value>() {
  let resolve: (value: Value) => void = () => {}
  let reject: (reason: unknown) => void = () => {}
  const promise = new Promise<Value>((give, refuse) => {
    resolve = give
    reject = refuse
  })
  return { promise, resolve, reject }
}

describe('subscribing to changes', () => {
  it('tells a member, and not a stranger, of what was committed', async () => {
    const mine = receive(manager.token, 1)
    const foreign = receive(stranger.token, 1)
    await Promise.all([mine.started, foreign.started])
    const secret = await createAndTell(stranger, theirs, 'SECRET')
    const own = await createAndTell(manager, ours, 'OWN')
    expect((await mine.events).map(({ objectId }) => objectId)).toEqual([own])
    expect((await foreign.events).map(({ objectId }) => objectId)).toEqual([secret])
  })

  it('tells a removed member nothing more, although their socket stays open', async () => {
    const leaver = await api.member(ours, 'manager')
    const left = receive(leaver.token, 2)
    const stayed = receive(manager.token, 2)
    await Promise.all([left.started, stayed.started])
    const before = await createAndTell(manager, ours, 'BEFORE')
    await expect.poll(() => left.received.map(({ objectId }) => objectId)).toEqual([before])

    // As another process would have it committed, which nobody tells.
    await api.sql('delete from membership where user_id = $1', [leaver.id])
    const status = async () => (await leaver('GET', `/organizations/${ours}/`)).status
    await expect.poll(status, { timeout: 5000, interval: 100 }).toBe(404)
    const after = await createAndTell(manager, ours, 'AFTER')
    expect((await stayed.events).map(({ objectId }) => objectId)).toEqual([before, after])
    expect(left.received.map(({ objectId }) => objectId)).toEqual([before])
    await left.close()
  })

  it('tells of a share those whom it is for, who see nothing of the file, and nobody else of the organization or beyond', async () => {
    const [guest, colleague] = [await api.member(ours, 'uploader'), await api.member(ours, 'viewer')]
    const told = [guest, colleague, manager, stranger].map(({ token }) => receive(token, 1))
    await Promise.all(told.map(({ started }) => started))
    const [viewer] = await api.sql<{ id: string }>(
      `select id from role where slug = 'viewer' and organization_id is null`,
    )
    const tell = (organization: string, payload: DomainEvent['payload']) =>
      redis.publish(
        eventChannel,
        JSON.stringify({
          id: randomUUID(),
          topic: 'share.given',
          organization,
          resource: 'share',
          objectId: randomUUID(),
          payload,
          createdAt: new Date().toISOString(),
        } satisfies DomainEvent),
      )
    await tell(theirs, { user: guest.id, role: null })
    await tell(ours, { user: guest.id, role: null })
    await tell(ours, { user: null, role: viewer?.id ?? '' })
    // Events come in order: what the others hear first is what comes after these.
    const [after, foreign] = [
      await createAndTell(manager, ours, 'SHARED'),
      await createAndTell(stranger, theirs, 'ALSO'),
    ]
    const heard = await Promise.all(told.map(({ events }) => events))
    expect(heard.map(([event]) => event && [event.topic, event.organization, event.payload])).toEqual([
      ['share.given', ours, { user: guest.id, role: null }],
      ['share.given', ours, { user: null, role: viewer?.id }],
      ['product.created', ours, {}],
      ['product.created', theirs, {}],
    ])
    expect(heard.slice(2).map(([event]) => event?.objectId)).toEqual([after, foreign])
  })

  it('needs credentials', async () => {
    const { started, events, close } = receive('nonsense', 1)
    events.catch(() => close())
    await expect(started).rejects.toMatchObject({ data: { code: 'unauthenticated' } })
  })
})

describe('what another process has committed', () => {
  it('is known here as soon as its event arrives, before anything remembered runs out', async () => {
    const leaver = await api.member(ours, 'viewer')
    const status = async () => (await leaver('GET', `/organizations/${ours}/`)).status
    expect(await status()).toBe(200)
    await api.sql('update app_user set is_active = false where id = $1', [leaver.id])
    const ended = {
      id: leaver.id,
      topic: 'session.ended',
      organization: null,
      resource: 'session',
      objectId: leaver.id,
    }
    const told = { ...ended, payload: { user: leaver.id }, createdAt: new Date().toISOString() }
    await redis.publish(eventChannel, JSON.stringify(told satisfies DomainEvent))
    await expect.poll(status, { timeout: 1000, interval: 20 }).toBe(401)
  })
})

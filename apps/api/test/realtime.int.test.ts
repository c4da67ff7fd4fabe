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
  return { started: started.promise, events: done.promise.finally(() => socket.close()), close: () => socket.close() }
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

  it('needs credentials', async () => {
    const { started, events, close } = receive('nonsense', 1)
    events.catch(() => close())
    await expect(started).rejects.toMatchObject({ data: { code: 'unauthenticated' } })
  })
})

import type { AddressInfo } from 'node:net'
import { initTRPC, TRPCError, tracked } from '@trpc/server'
import { applyWSSHandler } from '@trpc/server/adapters/ws'
import { expect, it, onTestFinished } from 'vitest'
import { WebSocketServer } from 'ws'
import { createClient } from './index.ts'

const change = (number: number) => ({ id: `e${number}`, objectId: `f${number}`, topic: 'file.available' })

/** Speaks the API's WebSocket. Each subscription tells three changes; only those with the token `new` get further than one. */
async function liveStandIn() {
  const tokens: unknown[] = []
  const t = initTRPC.context<{ token: unknown }>().create({
    errorFormatter: ({ shape }) => ({ ...shape, data: { code: 'unauthenticated', status: 401, detail: 'Expired' } }),
  })
  const changes = t.procedure.subscription(async function* ({ ctx, signal }) {
    yield tracked('e1', change(1))
    if (ctx.token !== 'new') throw new TRPCError({ code: 'UNAUTHORIZED' })
    yield tracked('e2', change(2))
    await new Promise((resolve) => signal?.addEventListener('abort', resolve))
  })
  const wss = new WebSocketServer({ port: 0, host: '127.0.0.1', path: '/api/ws' })
  await new Promise((resolve) => wss.once('listening', resolve))
  const handler = applyWSSHandler({
    wss,
    router: t.router({ events: t.router({ changes }) }),
    createContext: ({ info }) => {
      tokens.push(info.connectionParams?.token)
      return { token: info.connectionParams?.token }
    },
  })
  onTestFinished(() => {
    handler.broadcastReconnectNotification()
    for (const socket of wss.clients) socket.terminate()
    wss.close()
  })
  return { url: `http://127.0.0.1:${(wss.address() as AddressInfo).port}`, tokens, wss }
}

it('a subscription goes on with newer credentials when those of its socket run out', async () => {
  const { url, tokens } = await liveStandIn()
  const kept = ['old', 'new']
  const store = { load: () => ({ access: kept.length > 1 ? (kept.shift() ?? '') : 'new' }), save: () => undefined }
  const gw = createClient({ url, tokenStore: store })
  const seen: string[] = []

  for await (const { objectId } of gw.events.changes({ resources: ['file'] })) {
    seen.push(objectId)
    if (objectId === 'f2') break
  }
  await gw.close()

  expect(tokens).toEqual(['old', 'new'])
  expect(seen).toEqual(['f1', 'f1', 'f2'])
})

it('a subscription ends with the refusal when there is nothing newer to show', async () => {
  const { url } = await liveStandIn()
  const gw = createClient({ url, token: 'old' })
  const follow = async () => {
    for await (const _ of gw.events.changes());
  }
  await expect(follow()).rejects.toMatchObject({ code: 'unauthenticated', status: 401 })
  await gw.close()
})

it('a subscription survives a lost connection', async () => {
  const { url, wss } = await liveStandIn()
  const gw = createClient({ url, token: 'new' })
  const seen: string[] = []

  for await (const { objectId } of gw.events.changes()) {
    seen.push(objectId)
    if (seen.length === 2) for (const socket of wss.clients) socket.terminate()
    if (seen.length === 4) break
  }
  await gw.close()
  expect(seen).toEqual(['f1', 'f2', 'f1', 'f2'])
})

import type { DomainEvent } from '@groundwork/domain'
import fc from 'fast-check'
import { Redis } from 'ioredis'
import { WebSocket } from 'ws'
import { eventChannel } from '../../src/realtime/event-hub.ts'
import { procedures, rpcDoor } from './door.ts'
import { type Actor, type GuardWorld, guardRedisUrl } from './guard-world.ts'
import { wholeInputOf } from './input-of.ts'
import { type Breach, leakIn } from './oracle.ts'
import { fill, isIdSlot, slotsIn, withSlot } from './placeholder.ts'

/**
 * Says everything that can be said over a socket, as every actor: subscriptions that name others' organizations, and every
 * procedure, which are all behind this door too. Then lets B change, and reads what came.
 */
export async function fuzzSockets(world: GuardWorld, { seed }: { readonly seed: number }): Promise<readonly Breach[]> {
  const redis = new Redis(guardRedisUrl())
  const talks = await Promise.all(world.actors.map((actor) => openTalk(world, actor)))
  const breaches: Breach[] = []
  try {
    await Promise.all(talks.map((talk) => talkOf(world, talk, seed)))
    for (const event of await eventsToHide(world)) await redis.publish(eventChannel, JSON.stringify(event))
    const last = await lastEventOfA(world)
    await redis.publish(eventChannel, JSON.stringify(last))
    // Events come in order: who may see this one has been sent all before it, and so has everybody else.
    const members = talks.filter(({ actor }) => actor.name !== 'anonymous' && actor.name !== 'removed')
    await Promise.all(members.map((talk) => talk.until((frames) => frames.includes(last.id))))
    await Promise.all(talks.map((talk) => talk.ask('query', 'auth.me', undefined)))
    for (const talk of talks) {
      const what = leakIn(talk.frames(), talk.actor, world, (word) => talk.sent().includes(word))
      if (what) breaches.push({ oracle: 'O1', door: 'socket', actor: talk.actor.name, what })
      const status = /"(?:httpStatus|status)":5(?!03)\d\d/.exec(talk.frames())?.[0]
      if (status) breaches.push({ oracle: 'O5', door: 'socket', actor: talk.actor.name, what: status })
    }
  } finally {
    for (const talk of talks) talk.close()
    redis.disconnect()
  }
  return breaches
}

async function talkOf(world: GuardWorld, talk: Talk, seed: number): Promise<void> {
  const mixed = [world.a, ...world.ofB.organizations]
  for (const input of [
    undefined,
    { organizations: world.ofB.organizations },
    { organizations: mixed, resources: ['product', 'organization', 'file', 'apiKey', 'user'] },
    { resources: ['product', 'nothing', 'membership'] },
    { organizations: ['not-an-id'] },
    { organizations: mixed, organizationId: world.b, isSuperuser: true },
  ]) {
    await talk.ask('subscription', 'events.changes', input)
  }
  for (const [path, definition] of procedures) {
    const { type } = definition
    if (type === 'subscription' || /^auth\./.test(path)) continue
    const door = rpcDoor(path, definition)
    const [input] = fc.sample(wholeInputOf(door), { numRuns: 1, seed })
    const foreign = slotsIn(input).reduce<unknown>(
      (changed, { path: place, slot }) =>
        isIdSlot(slot) ? withSlot(changed, place, { ...slot, from: 'foreign' }) : changed,
      input,
    )
    await talk.ask(
      type,
      path,
      fill(foreign, (slot) => world.slotValue(slot, door.subject)),
    )
  }
}

/** What nobody but B's people may hear of: rows that live, that are deleted, and ones that were never there. */
async function eventsToHide({ ids, b, slotValue }: GuardWorld): Promise<DomainEvent[]> {
  const rows = Object.entries(ids).flatMap(([table, { foreign, deleted }]) =>
    [...foreign.slice(0, 2), ...deleted.slice(0, 1)].map((objectId) => ({ resource: table, objectId })),
  )
  const canary = String(slotValue({ $text: 'description', from: 'compared' }, 'product'))
  return rows.map(({ resource, objectId }, index) => ({
    id: `01a00000-0000-7000-8000-0000000000${String(index).padStart(2, '0')}`,
    topic: `${resource}.updated`,
    organization: b,
    resource,
    objectId,
    payload: { version: 2, note: canary },
    createdAt: '2026-11-21T00:00:00.000Z',
  }))
}

async function lastEventOfA({ api, a }: GuardWorld): Promise<DomainEvent> {
  const [row] = await api.sql<{ id: string }>(
    'select id from product where organization_id = $1 and deleted_at is null limit 1',
    [a],
  )
  if (!row) throw new Error('Organization A has no product left')
  return {
    id: '01a00000-0000-7000-8000-00000000a0a0',
    topic: 'product.updated',
    organization: a,
    resource: 'product',
    objectId: row.id,
    payload: {},
    createdAt: '2026-11-21T00:00:00.000Z',
  }
}

interface Talk {
  readonly actor: Actor
  /** All that came, as it came. */
  frames(): string
  /** All that was said. */
  sent(): string
  /** Resolves with the first answer. */
  ask(method: 'query' | 'mutation' | 'subscription', path: string, input: unknown): Promise<void>
  until(isSo: (frames: string) => boolean): Promise<void>
  close(): void
}

/** A socket as a stranger would open it: without our client, so that every frame is seen. */
async function openTalk({ api }: GuardWorld, actor: Actor): Promise<Talk> {
  const socket = new WebSocket(`${api.url.replace('http', 'ws')}/api/ws?connectionParams=1`)
  const waiting = new Set<() => void>()
  let came = ''
  let said = ''
  let isClosed = false
  const wake = () => {
    for (const look of waiting) look()
  }
  socket.on('message', (data) => {
    came += `${String(data)}\n`
    wake()
  })
  socket.on('close', () => {
    isClosed = true
    wake()
  })
  const until = (isSo: (frames: string) => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!isClosed && !isSo(came)) return
        waiting.delete(look)
        resolve()
      }
      waiting.add(look)
      look()
    })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  const { authorization, 'x-api-key': apiKey } = actor.headers
  const data = authorization ? { token: authorization.replace('Bearer ', '') } : apiKey ? { apiKey } : {}
  socket.send(JSON.stringify({ method: 'connectionParams', data }))
  let id = 0
  return {
    actor,
    frames: () => came,
    sent: () => said,
    ask: async (method, path, input) => {
      id += 1
      const text = JSON.stringify({
        id,
        jsonrpc: '2.0',
        method,
        params: { path, ...(input !== undefined && { input }) },
      })
      said += text
      const answer = `"id":${id},`
      if (!isClosed) socket.send(text)
      await until((frames) => frames.includes(answer))
    },
    until,
    close: () => socket.close(),
  }
}

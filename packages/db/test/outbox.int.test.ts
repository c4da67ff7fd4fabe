import { EventEmitter, once } from 'node:events'
import type { DomainEvent } from '@groundwork/domain'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  type Database,
  type Effect,
  haveEffects,
  type Outbox,
  openDatabase,
  openOutbox,
  recordEffect,
  undoneEvents,
} from '../src/index.ts'
import { createTestDatabase, type TestDatabase, type World, worldIn } from './support/index.ts'

let test: TestDatabase
let world: World
let outbox: Outbox
let organization: string
/** As another process has it. */
let elsewhere: Database

beforeAll(async () => {
  test = await createTestDatabase()
  world = worldIn(test.database)
  outbox = openOutbox({ database: test.database, url: test.appUrl })
  elsewhere = await openDatabase({ url: test.appUrl })
  organization = (await world.organization()).id
})
beforeEach(() => test.sql('delete from outbox_event'))
afterAll(async () => {
  await elsewhere.close()
  await test.close()
})

const emit = (topic: string, ...ids: string[]) => emitThrough(test.database, topic, ...ids)

const emitThrough = (database: Database, topic: string, ...ids: string[]) =>
  database.withUnitOfWork(world.system, async (work) =>
    ids.map((objectId) => work.emit({ topic, organization, resource: 'test', objectId, payload: { of: objectId } })),
  )

/** Dispatches all there is; returns the object ids of each batch. */
async function drain(limit = 10): Promise<string[]> {
  const seen: string[] = []
  const deliver = async (events: readonly DomainEvent[]) => void seen.push(...events.map(({ objectId }) => objectId))
  while ((await outbox.dispatch(limit, deliver)) === limit);
  return seen
}

describe('the dispatcher', () => {
  it('hands out each event once, whole and in order', async () => {
    const [id] = await emit('test.happened', 'a', 'b', 'c')
    const batches: DomainEvent[] = []
    await outbox.dispatch(2, async (events) => void batches.push(...events))
    expect(batches.map(({ objectId }) => objectId)).toEqual(['a', 'b'])
    expect(batches[0]).toEqual({
      id,
      topic: 'test.happened',
      organization,
      resource: 'test',
      objectId: 'a',
      payload: { of: 'a' },
      createdAt: expect.stringMatching(/Z$/),
    })
    expect(await drain()).toEqual(['c'])
    expect(await drain()).toEqual([])
  })

  it('keeps events that could not be delivered', async () => {
    await emit('test.happened', 'a')
    const failing = outbox.dispatch(10, () => Promise.reject(new Error('Redis is down')))
    await expect(failing).rejects.toThrow('Redis is down')
    expect(await drain()).toEqual(['a'])
  })

  it('shares the work with others: none hands out what another holds', async () => {
    await emit('test.happened', ...Array.from({ length: 20 }, (_, n) => `${n}`))
    const shares = await Promise.all([drain(3), drain(3), drain(3), drain(3)])
    const all = shares.flat()
    expect(all.map(Number).sort((one, other) => one - other)).toEqual(Array.from({ length: 20 }, (_, n) => n))
  })

  it('is woken by a commit, and again after its connection broke', async () => {
    const bell = new EventEmitter()
    const ring = () => once(bell, 'ring')
    const listening = openOutbox({ database: test.database, url: test.appUrl, onLost: () => bell.emit('lost') })
    const first = ring()
    const listener = await listening.listen(() => bell.emit('ring'))
    await first

    const woken = ring()
    await emitThrough(elsewhere, 'test.happened', 'a')
    await woken

    const wokenHere = ring()
    await emit('test.happened', 'here')
    await wokenHere

    const [lost, back] = [once(bell, 'lost'), ring()]
    await test.sql(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'groundwork outbox' and datname = current_database()`,
    )
    await lost
    await back
    const again = ring()
    await emitThrough(elsewhere, 'test.happened', 'b')
    await again
    await listener.close()
  })

  it('rings once more for all commits that came while it rang', async () => {
    let rings = 0
    const bell = new EventEmitter()
    const first = once(bell, 'ring')
    const listener = await outbox.listen(() => {
      rings++
      bell.emit('ring')
    })
    await first
    await Promise.all(Array.from({ length: 30 }, (_, n) => emitThrough(elsewhere, 'test.happened', `${n}`)))
    expect(await drain()).toHaveLength(30)
    expect(rings).toBeLessThan(30)
    await listener.close()
  })
})

describe('an effect', () => {
  const record = (event: string, handler = 'handler') =>
    test.database.withUnitOfWork(world.system, async (work) => recordEffect(work, { event, handler }))
  const recorded = (...effects: Effect[]) => test.database.look(world.system, (work) => haveEffects(work, effects))

  it('is recorded once by each handler, however often it is said and by however many at once', async () => {
    const [event = ''] = await emit('test.happened', 'a')
    await Promise.all([record(event), record(event), record(event)])
    await record(event)
    expect(await test.sql('select handler from effect where event_id = $1', [event])).toEqual([{ handler: 'handler' }])
  })

  it('is asked for with others, in their order', async () => {
    const [first = '', second = ''] = await emit('test.happened', 'a', 'b')
    await record(second)
    const asked = [first, second, first].map((event) => ({ event, handler: 'handler' }))
    expect(await recorded(...asked, { event: second, handler: 'other' })).toEqual([false, true, false, false])
  })

  it('is gone with its transaction', async () => {
    const [event = ''] = await emit('test.happened', 'a')
    const failing = test.database.withUnitOfWork(world.system, async (work) => {
      recordEffect(work, { event, handler: 'handler' })
      throw new Error('on purpose')
    })
    await expect(failing).rejects.toThrow('on purpose')
    expect(await recorded({ event, handler: 'handler' })).toEqual([false])
  })

  it('is missed by the sweeper when it does not come', async () => {
    const [done = '', lost = '', other = ''] = [
      ...(await emit('test.happened', 'done', 'lost')),
      ...(await emit('test.other', 'other')),
    ]
    await emit('test.happened', 'waiting')
    const undone = (afterSeconds: number, topics = ['test.happened']) =>
      test.database.withUnitOfWork(world.system, (work) =>
        undoneEvents(work, { topics, handler: 'handler', afterSeconds }),
      )
    await test.sql(`update outbox_event set dispatched_at = now() - interval '2 minutes' where id = any($1)`, [
      [done, lost, other],
    ])
    await record(done)
    expect((await undone(60)).map(({ id }) => id)).toEqual([lost])
    expect(await undone(600)).toEqual([])
    expect(await undone(60, ['test.none'])).toEqual([])
  })
})

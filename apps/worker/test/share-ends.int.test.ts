import { randomUUID } from 'node:crypto'
import { asSystem } from '@groundwork/db'
import { Folder, User } from '@groundwork/domain'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { eventChannel } from '../src/outbox/deliver-events.ts'
import { createWorkerWorld, redisUrl, type WorkerWorld } from './worker-world.ts'

let world: WorkerWorld
let subscriber: Redis
beforeAll(async () => {
  world = await createWorkerWorld(46)
  subscriber = new Redis(redisUrl(46))
})
afterAll(async () => {
  subscriber.disconnect()
  await world.close()
})

it('those who look at what was shared with them hear that its time is over', async () => {
  const { organization, database } = world
  const heard: { topic: string; objectId: string; payload: object }[] = []
  subscriber.on('message', (_, text) => heard.push(JSON.parse(text)))
  await subscriber.subscribe(eventChannel)
  const [user, folder] = await database.withUnitOfWork(asSystem('set the scene of a test'), async (work) => {
    const person = await work.insert(User, { username: 'receiver', email: 'receiver@example.com' })
    return [person.id, (await work.insert(Folder, { organization, name: 'Plans' })).id]
  })
  const id = randomUUID()
  await world.sql(
    `insert into file_share (id, organization_id, folder_id, user_id, permission, expires_at, created_by_id)
     values ($1, $2, $3, $4, 'view', now(), $4)`,
    [id, organization, folder, user],
  )
  await world.start()
  const about = expect.objectContaining({ topic: 'share.ended', objectId: id, payload: { user, role: null } })
  await expect.poll(() => heard, { timeout: 15_000, interval: 20 }).toContainEqual(about)
})

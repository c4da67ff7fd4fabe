import { randomUUID } from 'node:crypto'
import { asSystem, changeShare } from '@groundwork/db'
import { Folder } from '@groundwork/domain'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { tellEndedShares } from '../src/file/share/index.ts'
import { createFileWorld, type FileWorld } from './file-world.ts'

const system = asSystem('set the scene of a test')
let world: FileWorld
beforeAll(async () => {
  world = await createFileWorld()
})
afterAll(() => world.close())

let home: string
let giver: string
beforeEach(async () => {
  home = await world.organization()
  giver = (await world.person(home, 'owner')).actor.userId
})

/** Shares something with somebody, or with all who hold a role. */
async function shareUntil(end: string, to: 'user' | 'role' = 'user') {
  const { database } = world.services
  const folder = await database.withUnitOfWork(system, (work) =>
    work.insert(Folder, { organization: home, name: randomUUID() }),
  )
  const [role] = await world.sql<{ id: string }>(
    `select id from role where organization_id is null and slug = 'viewer'`,
  )
  const id = randomUUID()
  const receiver =
    to === 'user'
      ? { user: (await world.person(home, 'viewer')).actor.userId, role: null }
      : { user: null, role: role?.id ?? null }
  await world.sql(
    `insert into file_share (id, organization_id, folder_id, user_id, role_id, permission, expires_at, created_by_id)
     values ($1, $2, $3, $4, $5, 'view', now() + $6::interval, $7)`,
    [id, home, folder.id, receiver.user, receiver.role, end, giver],
  )
  return { id, receiver }
}

const news = () =>
  world.sql<{ id: string; payload: object }>(
    `select object_id as id, payload from outbox_event where topic = 'share.ended' and organization_id = $1 order by id`,
    [home],
  )

describe('a share whose time is over', () => {
  it('is told to those whom it is for, once, also by two workers', async () => {
    const over = [await shareUntil('-1 second'), await shareUntil('-1 year', 'role')]
    const open = await shareUntil('1 hour')
    const told = await Promise.all([tellEndedShares(world.services), tellEndedShares(world.services)])
    expect(told.reduce((sum, count) => sum + count)).toBe(2)
    expect(await tellEndedShares(world.services)).toBe(0)
    const heard = await news()
    expect(heard).toHaveLength(2)
    expect(heard).toEqual(expect.arrayContaining(over.map(({ id, receiver }) => ({ id, payload: receiver }))))
    expect(heard.map(({ id }) => id)).not.toContain(open.id)
  })

  it('is told again when it was given another end, and that has come', async () => {
    const { id } = await shareUntil('-1 hour')
    await tellEndedShares(world.services)
    const change = (expiresAt: Date) =>
      world.services.database.withUnitOfWork(system, (work) =>
        changeShare(work, id, {
          permission: 'view',
          canReshare: false,
          expiresAt: expiresAt.toISOString(),
          createdBy: giver,
        }),
      )
    await change(new Date(Date.now() + 3_600_000))
    expect(await tellEndedShares(world.services)).toBe(0)
    await change(new Date(Date.now() - 1000))
    expect(await tellEndedShares(world.services)).toBe(1)
    expect(await news()).toHaveLength(2)
  })
})

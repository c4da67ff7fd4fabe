import { asSystem, type Database } from '@groundwork/db'
import { Folder, Membership } from '@groundwork/domain'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { weighShares, worthOf } from '../src/file/share/weigh-shares.ts'
import { createFileWorld, type FileWorld } from './file-world.ts'

const system = asSystem('set the scene of a test')
let world: FileWorld
beforeAll(async () => {
  world = await createFileWorld()
})
afterAll(() => world.close())

/** The same database, with a count of the rows that are read as somebody sees them. */
function counted(database: Database) {
  const count = { reads: 0 }
  const reader: Database['reader'] = (context) => {
    count.reads += 1
    return database.reader(context)
  }
  return { count, database: { ...database, reader } }
}

it('reads a folder once for whoever shared it, with however many people', async () => {
  const home = await world.organization()
  const { actor } = await world.person(home, 'owner')
  const [role] = await world.sql<{ id: string }>(`select id from role where organization_id is null and slug = 'owner'`)
  const folder = await world.services.database.withUnitOfWork(system, async (work) => {
    await work.insert(Membership, { organization: home, user: actor.userId, role: role?.id ?? '' })
    return (await work.insert(Folder, { organization: home, name: 'Plans' })).id
  })
  await world.asOwner(
    `with receiver as (insert into app_user (id, username, email)
       select gen_random_uuid(), 'receiver-' || n, 'receiver-' || n || '@example.com' from generate_series(1, 1000) n returning id)
     insert into file_share (id, organization_id, folder_id, user_id, permission, created_by_id)
     select gen_random_uuid(), $1, $2, id, 'view', $3 from receiver`,
    [home, folder, actor.userId],
  )
  const [receiver] = await world.sql<{ id: string }>(`select id from app_user where username = 'receiver-1'`)
  await world.services.database.withUnitOfWork(system, (work) =>
    work.insert(Membership, { organization: home, user: receiver?.id ?? '', role: role?.id ?? '' }),
  )
  const { count, database } = counted(world.services.database)
  const weighed = await weighShares(
    { ...world.services, database },
    { folder },
    { people: [receiver?.id ?? ''], isWhole: false },
  )
  expect(weighed.rows).toHaveLength(1000)
  expect(weighed.given.every(({ isGiversToShare }) => isGiversToShare)).toBe(true)
  const worths = weighed.rows.map(({ user }, index) => (worthOf(weighed, index) === null ? null : user))
  expect(worths.filter((user) => user !== null)).toEqual([receiver?.id])
  // What its giver sees of it, and what its receiver does.
  expect(count.reads).toBe(2)
})

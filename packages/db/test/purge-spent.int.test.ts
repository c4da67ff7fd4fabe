import { afterAll, beforeAll, expect, it } from 'vitest'
import { purgeSpent } from '../src/index.ts'
import { createTestDatabase, type TestDatabase, type World, worldIn } from './support/index.ts'

let test: TestDatabase
let world: World

beforeAll(async () => {
  test = await createTestDatabase()
  world = worldIn(test.database)
})
afterAll(() => test.close())

it('takes away what is long over, and nothing that may still be asked for', async () => {
  const user = '00000000-0000-7000-8000-000000000001'
  await test.sql(`insert into app_user (id, username, email) values ($1, 'ada', 'ada@example.com')`, [user])
  await test.sql(
    `insert into session (id, user_id, refresh_hash, expires_at, revoked_at)
     select gen_random_uuid(), $1, name, now() + make_interval(days => expires), now() + make_interval(days => revoked)
     from (values ('open', 10, null), ('revoked lately', 10, -3), ('revoked long ago', 10, -31), ('over lately', -3, null),
       ('over long ago', -31, null)) as given (name, expires, revoked)`,
    [user],
  )
  await test.sql(
    `insert into password_reset (id, user_id, expires_at)
     select gen_random_uuid(), $1, now() - make_interval(days => days) from unnest(array[1, 40]) days`,
    [user],
  )
  await test.sql('delete from outbox_event')
  await test.sql(
    `insert into outbox_event (id, topic, resource, object_id, dispatched_at)
     select gen_random_uuid(), name, 'test', name, now() - make_interval(days => days)
     from (values ('waiting', null), ('lately', 8), ('long ago', 31)) as given (name, days)`,
  )
  await test.sql(
    `insert into effect (event_id, handler, created_at)
     values (gen_random_uuid(), 'lately', now() - interval '8 days'), (gen_random_uuid(), 'long ago', now() - interval '31 days')`,
  )

  const taken = await test.database.withUnitOfWork(world.system, (work) => purgeSpent(work, new Date()))
  expect(taken).toBe(2)
  const left = await test.sql<{ name: string }>(
    `select refresh_hash as name from session union all select topic from outbox_event union all select handler from effect order by 1`,
  )
  expect(left.map(({ name }) => name)).toEqual(['lately', 'lately', 'open', 'over lately', 'revoked lately', 'waiting'])
  expect(await test.sql('select from password_reset')).toHaveLength(1)
})

import { isDomainError, Membership, Role } from '@groundwork/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WorkContext } from '../src/index.ts'
import { createTestDatabase, type TestDatabase, unique, type World, worldIn } from './support/index.ts'

let test: TestDatabase
let world: World
const ours = { organization: '', role: '', user: '', owner: {} as WorkContext }
const theirs = { organization: '', role: '', user: '', owner: {} as WorkContext }
let shared: string

const makeRole = (organization: string | null, context: WorkContext = world.system) =>
  test.database.withUnitOfWork(context, (work) =>
    work.insert(Role, { organization, slug: `role-${unique()}`, name: 'Role' }),
  )

beforeAll(async () => {
  test = await createTestDatabase()
  world = worldIn(test.database)
  for (const side of [ours, theirs]) {
    side.organization = (await world.organization()).id
    const owner = await world.caller([side.organization])
    side.owner = owner
    side.user = owner.actor.userId
    side.role = (await makeRole(side.organization, side.owner)).id
  }
  shared = (await makeRole(null)).id
})
afterAll(() => test.close())

const told = (attempt: Promise<unknown>): Promise<unknown> =>
  attempt.then(
    () => 'done',
    (error: unknown) => (isDomainError(error) ? [error.code, error.message, error.reason, error.fields] : error),
  )

/** Both layers together, and scoping alone: the policies on roles are switched off, and nothing may change. */
describe.each(['enable', 'disable'] as const)('with row-level security on roles: %sd', (state) => {
  beforeAll(() => test.sql(`alter table role ${state} row level security`))
  afterAll(() => test.sql('alter table role enable row level security'))

  it("an organization sees the shared roles and its own, and no other's", async () => {
    const reader = test.database.reader(ours.owner)
    for (const query of [{}, { organizations: [ours.organization] }, { organizations: [theirs.organization] }]) {
      const { rows, count } = await reader.list(Role, { limit: 1000, withCount: true, ...query })
      const ids = rows.map(({ id }) => id)
      expect(ids).toContain(shared)
      expect(ids).not.toContain(theirs.role)
      expect(ids.includes(ours.role)).toBe(!query.organizations?.includes(theirs.organization))
      expect(count).toBe(rows.length)
    }
    const found = await reader.list(Role, { search: 'Role', filter: { field: 'id', op: 'eq', value: theirs.role } })
    expect(found.rows).toEqual([])
  })

  it('somebody in two organizations sees both their own in one list', async () => {
    const both = await world.caller([ours.organization, theirs.organization], 'member')
    const { rows } = await test.database.reader(both).list(Role, { limit: 1000, orderBy: ['-createdAt'] })
    const ids = rows.map(({ id }) => id)
    expect(ids).toEqual(expect.arrayContaining([shared, ours.role, theirs.role]))
    expect(new Set(ids).size).toBe(ids.length)
  })

  it("another organization's own role cannot be told apart from one that never was", async () => {
    const { database } = test
    const user = ours.user
    const verbs = (role: string) => [
      database.reader(ours.owner).get(Role, role),
      database.withUnitOfWork(ours.owner, (work) => work.get(Role, role, { action: 'change', lock: true })),
      database.withUnitOfWork(ours.owner, (work) => work.update(Role, role, { name: 'Mine' })),
      database.withUnitOfWork(ours.owner, (work) => work.remove(Role, role)),
      database.withUnitOfWork(ours.owner, (work) =>
        work.insert(Membership, { organization: ours.organization, user, role }),
      ),
    ]
    const foreign = await Promise.all(verbs(theirs.role).map(told))
    expect(foreign).toEqual(await Promise.all(verbs(world.unknownId()).map(told)))
    expect(foreign).not.toContain('done')
    expect(foreign.at(-1)).toEqual(['invalid', 'Does not exist', 'no_such_reference', { role: ['Does not exist'] }])
  })

  it('a shared role is changed by no tenant', async () => {
    const { database } = test
    const attempts = [
      database.withUnitOfWork(ours.owner, (work) => work.update(Role, shared, { name: 'Mine' })),
      database.withUnitOfWork(ours.owner, (work) => work.remove(Role, shared)),
      database.withUnitOfWork(ours.owner, (work) => work.get(Role, shared, { action: 'change', lock: true })),
      makeRole(null, ours.owner),
    ]
    const answers = await Promise.all(attempts.map(told))
    expect(answers).toEqual(answers.map(() => expect.arrayContaining(['forbidden'])))
    expect(await database.reader(ours.owner).get(Role, shared)).toMatchObject({ name: 'Role', version: 1 })
  })

  it('a membership may have a shared role or one of its own organization', async () => {
    for (const role of [shared, ours.role]) {
      const { id: user } = await world.user()
      const { id } = await test.database.withUnitOfWork(world.system, (work) =>
        work.insert(Membership, { organization: ours.organization, user, role }),
      )
      expect((await test.database.reader(ours.owner).get(Membership, id)).roleName).toBe('Role')
    }
    const { id: user } = await world.user()
    const bySystem = test.database.withUnitOfWork(world.system, (work) =>
      work.insert(Membership, { organization: ours.organization, user, role: theirs.role }),
    )
    await expect(bySystem).rejects.toMatchObject({ code: 'invalid', reason: 'no_such_reference' })
  })
})

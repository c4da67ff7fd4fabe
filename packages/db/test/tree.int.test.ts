import { Organization, type RowOf } from '@groundwork/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WorkContext } from '../src/index.ts'
import { createTestDatabase, type TestDatabase, type World, worldIn } from './support/index.ts'

type Node = RowOf<typeof Organization>

let test: TestDatabase
let world: World

beforeAll(async () => {
  test = await createTestDatabase()
  world = worldIn(test.database)
})
afterAll(() => test.close())

/** company > (sales > north, works) beside a second company. */
async function chart() {
  const company = await world.organization()
  const below = (parent: Node, name: string) => world.organization({ name, parent: parent.id })
  const sales = await below(company, 'Sales')
  const north = await below(sales, 'North')
  const works = await below(company, 'Works')
  const other = await world.organization()
  return { company, sales, north, works, other, all: [company, sales, north, works].map(({ id }) => id) }
}

const names = (rows: readonly Node[]) => rows.map(({ name }) => name)
const reader = (as: WorkContext = world.system) => test.database.reader(as)
const move = (id: string, parent: string | null, as: WorkContext = world.system) =>
  test.database.withUnitOfWork(as, (work) => work.move(Organization, id, parent))

/** Every stored path and depth follows from the parents. */
const expectSoundTree = async () => {
  const broken = await test.sql(
    `select child.id from organization child left join organization parent on parent.id = child.parent_id
     where child.path <> coalesce(parent.path, '/') || child.id || '/' or child.depth <> coalesce(parent.depth + 1, 0)`,
  )
  expect(broken).toEqual([])
}

describe('a tree', () => {
  it('is read downwards and upwards', async () => {
    const { company, sales, north } = await chart()
    expect(names(await reader().children(Organization, company.id))).toEqual(['Sales', 'Works'])
    expect(names(await reader().descendants(Organization, company.id))).toEqual(['Sales', 'Works', 'North'])
    expect(names(await reader().ancestors(Organization, north.id))).toEqual([company.name, 'Sales'])
    expect(await reader().descendants(Organization, north.id)).toEqual([])
    const [read] = await reader().children(Organization, sales.id)
    expect(read).toEqual(await reader().get(Organization, north.id))
  })

  it('is asked for in filters', async () => {
    const { company, sales } = await chart()
    const filter = { field: 'id', op: 'descendantof', value: company.id } as const
    expect((await reader().list(Organization, { filter })).rows.map(({ id }) => id)).toContain(sales.id)
  })

  it('shows a member only what they may view, and hides a node out of reach', async () => {
    const { company, sales, north, works } = await chart()
    const member = await world.caller([company.id, north.id], 'viewer')
    expect(names(await reader(member).descendants(Organization, company.id))).toEqual(['North'])
    expect(names(await reader(member).ancestors(Organization, north.id))).toEqual([company.name])
    for (const key of [sales.id, works.id, world.unknownId(), 'nonsense']) {
      await expect(reader(member).children(Organization, key)).rejects.toMatchObject({ code: 'not_found' })
    }
  })

  it('is not put in the order of a name that the caller may not read', async () => {
    const company = await world.organization()
    const made: Node[] = []
    for (const name of ['Zinc', 'Amber', 'Mica']) made.push(await world.organization({ name, parent: company.id }))
    const grants = [{ resource: 'organization', action: 'view', fields: ['code'] }]
    const caller = await world.caller(
      [company, ...made].map(({ id }) => id),
      grants,
    )
    const ids = made.map(({ id }) => id)
    for (const branch of ['children', 'descendants'] as const) {
      const rows = await reader(caller)[branch](Organization, company.id)
      expect(rows.map(({ id }) => id)).toEqual(ids)
      expect(rows.every(({ name }) => name === null)).toBe(true)
    }
  })

  it('leaves out what is deleted', async () => {
    const { company, works } = await chart()
    await test.database.withUnitOfWork(world.system, (work) => work.remove(Organization, works.id))
    expect(names(await reader().descendants(Organization, company.id))).toEqual(['Sales', 'North'])
  })
})

describe('moving', () => {
  it('takes everything below along', async () => {
    const { company, sales, north, works } = await chart()
    const moved = await move(sales.id, works.id)
    expect(moved).toMatchObject({ parent: works.id, version: 2 })
    expect(names(await reader().ancestors(Organization, north.id))).toEqual([company.name, 'Works', 'Sales'])
    await move(sales.id, null)
    expect(names(await reader().ancestors(Organization, north.id))).toEqual(['Sales'])
    await expectSoundTree()
    const told = await test.sql<{ topic: string }>(`select topic from outbox_event where object_id = $1 order by id`, [
      sales.id,
    ])
    expect(told.map(({ topic }) => topic)).toEqual(['organization.created', 'organization.moved', 'organization.moved'])
  })

  it('takes along what the caller cannot see', async () => {
    const { company, sales, works, north } = await chart()
    const owner = await world.caller([company.id, sales.id, works.id])
    await expect(reader(owner).get(Organization, north.id)).rejects.toMatchObject({ code: 'not_found' })
    await move(sales.id, works.id, owner)
    await expectSoundTree()
  })

  it.each(['itself', 'something below'])('never goes below %s', async (where) => {
    const { company, sales, north } = await chart()
    const target = where === 'itself' ? sales.id : north.id
    await expect(move(sales.id, target)).rejects.toMatchObject({
      code: 'conflict',
      reason: 'cycle',
      fields: { parent: expect.anything() },
    })
    expect((await reader().get(Organization, sales.id)).parent).toBe(company.id)
    await expectSoundTree()
  })

  it('never makes a ring out of two moves at once', async () => {
    const { sales, works } = await chart()
    const outcomes = await Promise.allSettled([move(sales.id, works.id), move(works.id, sales.id)])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expectSoundTree()
  })

  it('keeps the tree sound while organizations are added to it', async () => {
    const { sales, works, other } = await chart()
    const adding = Array.from({ length: 6 }, () => world.organization({ parent: sales.id }))
    await Promise.all([...adding, move(sales.id, works.id), move(sales.id, other.id)])
    await expectSoundTree()
  })

  it('needs a grant for the node and for the new parent', async () => {
    const { company, sales, works, other } = await chart()
    const viewer = await world.caller([company.id, sales.id, works.id], 'viewer')
    await expect(move(sales.id, works.id, viewer)).rejects.toMatchObject({ code: 'forbidden' })
    const owner = await world.caller([company.id, sales.id, works.id])
    for (const parent of [other.id, world.unknownId()]) {
      await expect(move(sales.id, parent, owner)).rejects.toMatchObject({
        code: 'invalid',
        fields: { parent: ['Does not exist'] },
      })
    }
    await expect(move(other.id, works.id, owner)).rejects.toMatchObject({ code: 'not_found' })
    await expect(move(sales.id, null, owner)).rejects.toMatchObject({ code: 'forbidden' })
    const half = { actor: { ...owner.actor, memberships: [...owner.actor.memberships.slice(0, 2)] } }
    const guest = await world.caller([works.id], 'viewer')
    const both = { actor: { ...half.actor, memberships: [...half.actor.memberships, ...guest.actor.memberships] } }
    await expect(move(sales.id, works.id, both)).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('finds a sibling of the same name in the way', async () => {
    const { company, works } = await chart()
    const twin = await world.organization({ name: 'Works' })
    await expect(move(twin.id, company.id)).rejects.toMatchObject({
      code: 'conflict',
      fields: { name: ['Already exists'] },
    })
    expect(works.name).toBe('Works')
  })
})

describe('a node', () => {
  it('is not deleted while there is something below it, seen or not', async () => {
    const { company, sales, north } = await chart()
    const owner = await world.caller([company.id, sales.id])
    const remove = (id: string, as: WorkContext) =>
      test.database.withUnitOfWork(as, (work) => work.remove(Organization, id))
    await expect(remove(sales.id, owner)).rejects.toMatchObject({ code: 'conflict', reason: 'has_children' })
    await remove(north.id, world.system)
    expect((await remove(sales.id, owner)).deletedAt).not.toBeNull()
    const restore = (id: string) => test.database.withUnitOfWork(world.system, (work) => work.restore(Organization, id))
    await expect(restore(north.id)).rejects.toMatchObject({ code: 'conflict', reason: 'parent_deleted' })
    await restore(sales.id)
    expect((await restore(north.id)).deletedAt).toBeNull()
  })

  it('is not added below one that is deleted or not there', async () => {
    const { works } = await chart()
    await test.database.withUnitOfWork(world.system, (work) => work.remove(Organization, works.id))
    for (const parent of [works.id, world.unknownId()]) {
      await expect(world.organization({ parent })).rejects.toMatchObject({
        code: 'invalid',
        fields: { parent: ['Does not exist'] },
      })
    }
  })

  it('does not change its parent by an update', async () => {
    const { sales, works } = await chart()
    const update = test.database.withUnitOfWork(world.system, (work) =>
      work.update(Organization, sales.id, { parent: works.id }),
    )
    await expect(update).rejects.toThrow(/does not change by update/)
  })
})

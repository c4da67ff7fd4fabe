import { Organization, Product, StoredFile, User } from '@groundwork/domain'
import { afterAll, describe, expect, it } from 'vitest'
import type { UnitOfWork } from '../src/index.ts'
import { createEngineScene } from './support/engine-scene.ts'
import { createTestDatabase } from './support/index.ts'

const { test, world, ours, theirs, context, work, audit, events } = await createEngineScene()
afterAll(() => test.close())

const product = (organization: string, sku: string) =>
  ({ organization, sku, name: 'Anvil', productType: 'PHYSICAL_GOOD' }) as const
const countProducts = async () => Number((await test.sql<{ count: string }>('select count(*) from product'))[0]?.count)

describe('a unit of work', () => {
  it('commits everything it did, with one audit entry and one event for each change', async () => {
    const origin = { requestId: 'r-1', ip: '127.0.0.1' }
    const row = await test.database.withUnitOfWork({ ...context, origin }, async (unit) => {
      const made = await unit.insert(Product, product(ours, 'W-1'))
      await unit.update(Product, made.id, { name: 'Big anvil' }, { event: 'renamed', payload: { because: 'test' } })
      return unit.remove(Product, made.id)
    })
    expect(row).toMatchObject({
      version: 3,
      name: 'Big anvil',
      createdBy: context.actor.userId,
      updatedBy: context.actor.userId,
    })
    const entries = await audit(row.id)
    expect(entries.map(({ action }) => action)).toEqual(['CREATE', 'UPDATE', 'DELETE'])
    expect(entries[0]).toMatchObject({
      organization_id: ours,
      actor_label: context.actor.username,
      object_repr: 'Anvil',
      context: origin,
    })
    expect(entries[1]?.changes).toEqual({ name: { old: 'Anvil', new: 'Big anvil' } })
    expect(await events(row.id)).toEqual([
      { topic: 'product.created', organization_id: ours, payload: expect.objectContaining({ version: 1 }) },
      { topic: 'product.renamed', organization_id: ours, payload: { version: 2, changed: ['name'], because: 'test' } },
      { topic: 'product.deleted', organization_id: ours, payload: { version: 3, changed: ['deletedAt'] } },
    ])
  })

  it('undoes everything when it throws', async () => {
    const before = await countProducts()
    const failing = work(async (unit) => {
      await unit.insert(Product, product(ours, 'W-2'))
      unit.emit({ topic: 'test.gone', organization: ours, resource: 'test', objectId: 'gone', payload: {} })
      throw new Error('on purpose')
    })
    await expect(failing).rejects.toThrow('on purpose')
    expect(await countProducts()).toBe(before)
    expect(await events('gone')).toEqual([])
  })

  it('cannot commit after a refused write, even when the refusal was caught', async () => {
    const before = await countProducts()
    const stubborn = work(async (unit) => {
      await unit.insert(Product, product(ours, 'W-3'))
      await unit.update(Product, world.unknownId(), { name: 'x' }).catch(() => undefined)
      return 'done'
    })
    await expect(stubborn).rejects.toMatchObject({ code: 'not_found' })
    const failed = work(async (unit) => {
      await unit.insert(Product, product(ours, 'W-3'))
      await unit.query('select 1 / 0').catch(() => undefined)
    })
    await expect(failed).rejects.toThrow()
    expect(await countProducts()).toBe(before)
  })

  it('reads what it has written, and nobody else does before it ends', async () => {
    await work(async (unit) => {
      const { id } = await unit.insert(Product, product(ours, 'W-4'))
      expect((await unit.get(Product, id)).sku).toBe('W-4')
      expect((await unit.list(Product, { filter: { field: 'sku', op: 'eq', value: 'W-4' } })).rows).toHaveLength(1)
      await expect(test.database.reader(context).get(Product, id)).rejects.toMatchObject({ code: 'not_found' })
    })
  })

  it('is over when it is over', async () => {
    let escaped: UnitOfWork | undefined
    await work(async (unit) => {
      escaped = unit
    })
    await expect(escaped?.query('select 1')).rejects.toThrow(/is over/)
  })

  it('records and tells more than changes', async () => {
    const id = await work(async (unit) => {
      unit.record({
        action: 'DOWNLOAD',
        resource: StoredFile,
        organization: ours,
        objectId: 'f-1',
        objectRepr: 'a.txt',
        details: { bytes: 5 },
      })
      return unit.emit({
        topic: 'file.downloaded',
        organization: null,
        resource: 'file',
        objectId: 'f-1',
        payload: { bytes: 5 },
      })
    })
    expect(await audit('f-1')).toMatchObject([{ action: 'DOWNLOAD', context: { bytes: 5 } }])
    expect(await test.sql('select id, topic from outbox_event where object_id = $1', ['f-1'])).toEqual([
      { id, topic: 'file.downloaded' },
    ])
  })

  it('gives connections back, whatever happened', async () => {
    const failures = Array.from({ length: 30 }, (_, n) =>
      work((unit) => unit.query(n % 2 ? 'select nonsense' : 'select 1')).catch(() => undefined),
    )
    await Promise.all(failures)
    expect(await work((unit) => unit.query('select 1 as one'))).toEqual([{ one: 1 }])
  })
})

describe('a person', () => {
  it('changes their own row, not another’s, and makes nobody without a grant', async () => {
    const [{ actor }, other] = [await world.caller([ours], 'viewer'), await world.user()]
    expect((await work((unit) => unit.update(User, actor.userId, { firstName: 'Ada' }), { actor })).firstName).toBe(
      'Ada',
    )
    await expect(work((unit) => unit.update(User, other.id, { firstName: 'x' }), { actor })).rejects.toMatchObject({
      code: 'not_found',
    })
    const adding = work((unit) => unit.insert(User, { username: 'nobody', email: 'nobody@example.test' }), { actor })
    await expect(adding).rejects.toMatchObject({ code: 'forbidden' })
    await expect(work((unit) => unit.remove(User, actor.userId), { actor })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  it('may be added, but not changed, by who manages their organization', async () => {
    const admin = await world.caller([ours], 'administrator')
    const added = await work((unit) => unit.insert(User, { username: 'new.one', email: 'new.one@example.test' }), admin)
    expect((await test.database.reader(admin).get(User, added.id)).username).toBe('new.one')
    const changed = work((unit) => unit.update(User, added.id, { email: 'mine@example.test' }), admin)
    await expect(changed).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('a superuser', () => {
  it('reaches everything, and the audit trail says so', async () => {
    const superuser = await world.superuser()
    const { id } = await world.product(superuser, theirs)
    await work((unit) => unit.update(Product, id, { name: 'x' }), superuser)
    expect((await audit(id)).every(({ context: told }) => (told as { asSuperuser?: boolean }).asSuperuser)).toBe(true)
    const nowhere = work((unit) => unit.insert(Product, product(world.unknownId(), 'S-1')), superuser)
    await expect(nowhere).rejects.toMatchObject({ code: 'not_found', message: 'No such organization' })
  })
})

describe('reach', () => {
  it('opens a new organization for the rest of the unit of work', async () => {
    const made = await work(async (unit) => {
      const child = await unit.insert(Organization, {
        name: 'Child',
        code: 'reach-child',
        organizationType: 'Team',
        parent: ours,
      })
      const inside = await unit.insert(Product, product(child.id, 'R-1'))
      expect((await unit.list(Product, { organizations: [child.id] })).rows).toHaveLength(1)
      return inside
    })
    await expect(test.database.reader(context).get(Product, made.id)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is not had at the top, or below an organization of others', async () => {
    const top = { name: 'Top', code: 'reach-top', organizationType: 'Company' }
    await expect(work((unit) => unit.insert(Organization, top))).rejects.toMatchObject({ code: 'forbidden' })
    const below = work((unit) => unit.insert(Organization, { ...top, parent: theirs }))
    await expect(below).rejects.toMatchObject({ code: 'not_found', message: 'No such organization' })
  })
})

describe('a connection that breaks', () => {
  it('makes its unit of work unavailable, and the next one finds another', async () => {
    const lost = await createTestDatabase()
    const cut = lost.database.withUnitOfWork(world.system, async (unit) => {
      const [backend] = await unit.query<{ pid: number }>('select pg_backend_pid() as pid')
      await test.sql('select pg_terminate_backend($1)', [backend?.pid])
      await unit.query('select 1')
    })
    await expect(cut).rejects.toMatchObject({ code: 'unavailable' })
    await lost.database.probe()
    await lost.close()
  })

  it('is not noticed by a read, when it broke while nobody used it', async () => {
    const lost = await createTestDatabase()
    const reader = lost.database.reader(world.system)
    await reader.list(Product)
    await test.sql(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and usename = 'groundwork_app'`,
      [new URL(lost.appUrl).pathname.slice(1)],
    )
    expect((await reader.list(Product)).rows).toEqual([])
    await lost.close()
  })
})

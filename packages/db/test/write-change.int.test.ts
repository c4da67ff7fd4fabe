import { EventEmitter, once } from 'node:events'
import { isDomainError, OrganizationType, Product, StoredFile } from '@groundwork/domain'
import { afterAll, describe, expect, it } from 'vitest'
import { createEngineScene } from './support/engine-scene.ts'
import type { ProductRow } from './support/index.ts'

const { test, world, ours, theirs, context, work, audit, events } = await createEngineScene()
afterAll(() => test.close())

const product = (organization: string, sku: string) =>
  ({ organization, sku, name: 'Anvil', productType: 'PHYSICAL_GOOD' }) as const

describe('changing', () => {
  const made = (organization = ours) => world.product(world.system, organization)

  it('answers a row of others, an unknown one and nonsense alike', async () => {
    const foreign = await made(theirs)
    for (const id of [foreign.id, world.unknownId(), 'nonsense', '']) {
      const wanted = { code: 'not_found', message: 'No such product' }
      await expect(work((unit) => unit.update(Product, id, { name: 'x' }))).rejects.toMatchObject(wanted)
      await expect(work((unit) => unit.remove(Product, id))).rejects.toMatchObject(wanted)
      await expect(work((unit) => unit.restore(Product, id))).rejects.toMatchObject(wanted)
      await expect(test.database.reader(context).get(Product, id)).rejects.toMatchObject(wanted)
    }
  })

  it('is forbidden to whoever may only look', async () => {
    const viewer = await world.caller([ours], 'viewer')
    const { id } = await made()
    await expect(work((unit) => unit.update(Product, id, { name: 'x' }), viewer)).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(work((unit) => unit.remove(Product, id), viewer)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(test.database.reader(viewer).get(Product, id, { action: 'export' })).rejects.toMatchObject({
      code: 'forbidden',
    })
    const manager = await world.caller([ours], 'manager')
    expect((await test.database.reader(manager).get(Product, id, { action: 'export' })).id).toBe(id)
  })

  it.each<[string, Partial<ProductRow>]>([
    ['nothing at all', {}],
    ['undefined', { name: undefined } as unknown as Partial<ProductRow>],
    ['the values that are there', { name: 'Anvil', status: 'draft', tags: ['a', 'b'], customFields: { b: 1, a: 'x' } }],
  ])('writes and tells nothing when it is told %s', async (_, changes) => {
    const { id } = await world.product(context, ours, {
      name: 'Anvil',
      status: 'draft',
      tags: ['a', 'b'],
      customFields: { a: 'x', b: 1 },
    })
    const before = await test.database.reader(context).get(Product, id)
    const answer = await work((unit) => unit.update(Product, id, changes, { expectedVersion: 1 }))
    expect(answer).toEqual(before)
    expect(await test.database.reader(context).get(Product, id)).toEqual(before)
    expect([(await audit(id)).length, (await events(id)).length]).toEqual([1, 1])

    const viewer = await world.caller([ours], 'viewer')
    await expect(work((unit) => unit.update(Product, id, changes), viewer)).rejects.toMatchObject({ code: 'forbidden' })
    const stale = work((unit) => unit.update(Product, id, changes, { expectedVersion: 2 }))
    await expect(stale).rejects.toMatchObject({ code: 'stale' })
    const { version } = await work((unit) => unit.update(Product, id, { ...changes, name: 'Another' }))
    expect(version).toBe(2)
  })

  it('does not let a member change what others made, nor give away their own', async () => {
    const member = await world.caller([ours], 'member')
    const own = await world.product(member, ours)
    const others = await made()
    expect((await work((unit) => unit.update(Product, own.id, { name: 'Mine' }), member)).name).toBe('Mine')
    await expect(work((unit) => unit.update(Product, others.id, { name: 'Mine' }), member)).rejects.toMatchObject({
      code: 'forbidden',
    })
    const given = work((unit) => unit.update(Product, own.id, { createdBy: world.unknownId() }), member)
    await expect(given).rejects.toMatchObject({ code: 'forbidden' })
    expect((await test.database.reader(member).get(Product, own.id)).createdBy).toBe(member.actor.userId)
  })

  it('keeps to the fields of the grant', async () => {
    const { id } = await made()
    const clerk = await world.caller(
      [ours],
      [
        { resource: 'product', action: 'view' },
        { resource: 'product', action: 'change', fields: ['status'] },
      ],
    )
    const updated = await work((unit) => unit.update(Product, id, { status: 'active' }), clerk)
    expect(updated).toMatchObject({ status: 'active', productType: 'PHYSICAL_GOOD' })
    const closed = work((unit) => unit.update(Product, id, { name: 'x', status: 'draft' }), clerk)
    await expect(closed).rejects.toMatchObject({
      code: 'forbidden',
      reason: 'closed_field',
      fields: { name: expect.anything() },
    })
    expect((await test.database.reader(clerk).get(Product, id)).status).toBe('active')
  })

  it('answers with no more than the caller may read', async () => {
    const { id, sku } = await made()
    const blind = await world.caller(
      [ours],
      [
        { resource: 'product', action: 'view', fields: ['sku'] },
        { resource: 'product', action: 'change' },
        { resource: 'product', action: 'add' },
      ],
    )
    expect(await work((unit) => unit.update(Product, id, { name: 'Secret' }), blind)).toMatchObject({ sku, name: null })
    const late = work((unit) => unit.update(Product, id, { name: 'x' }, { expectedVersion: 1 }), blind)
    await expect(late).rejects.toMatchObject({ code: 'stale', details: { current: { sku, name: null, version: 2 } } })
    expect(await work((unit) => unit.insert(Product, product(ours, 'C-1')), blind)).toMatchObject({
      sku: 'C-1',
      name: null,
    })
    expect((await audit(id)).at(-1)?.changes).toMatchObject({ name: { new: 'Secret' } })
  })

  it('leaves to the system what only the system sets', async () => {
    const file = await work((unit) =>
      unit.insert(StoredFile, { organization: ours, originalFilename: 'a', filePath: crypto.randomUUID() }),
    )
    const renamer = await world.caller([ours], [{ resource: 'file', action: '*', fields: ['originalFilename'] }])
    await work((unit) => unit.update(StoredFile, file.id, { originalFilename: 'b', status: 'receiving' }), renamer)
    expect(await test.sql('select status from file where id = $1', [file.id])).toEqual([{ status: 'receiving' }])
  })

  it('refuses a stale version and shows the current row', async () => {
    const { id } = await made()
    await work((unit) => unit.update(Product, id, { name: 'First' }, { expectedVersion: 1 }))
    const late = work((unit) => unit.update(Product, id, { name: 'Second' }, { expectedVersion: 1 }))
    await expect(late).rejects.toMatchObject({ code: 'stale', details: { current: { name: 'First', version: 2 } } })
  })

  it('lets exactly one of many who looked at the same version win', async () => {
    const { id } = await made()
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, (_, n) =>
        work((unit) => unit.update(Product, id, { name: `N${n}` }, { expectedVersion: 1 })),
      ),
    )
    const lost = outcomes.filter((outcome) => outcome.status === 'rejected')
    expect(lost).toHaveLength(7)
    expect(lost.every(({ reason }) => isDomainError(reason) && reason.code === 'stale')).toBe(true)
    expect(await audit(id)).toHaveLength(2)
  })

  it('compares and sets', async () => {
    const file = await work((unit) =>
      unit.insert(StoredFile, {
        organization: ours,
        originalFilename: 'a',
        filePath: crypto.randomUUID(),
        status: 'pending',
      }),
    )
    const take = () =>
      work((unit) =>
        unit.update(StoredFile, file.id, { status: 'receiving' }, { expected: { status: 'pending', sha256: null } }),
      )
    const outcomes = await Promise.allSettled([take(), take(), take()])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(take()).rejects.toMatchObject({ code: 'conflict', reason: 'changed_meanwhile' })
  })

  it('deletes softly, hides, restores, and changes deleted rows only when told', async () => {
    const { id } = await made()
    expect((await work((unit) => unit.remove(Product, id))).deletedAt).not.toBeNull()
    const reader = test.database.reader(context)
    expect(await reader.find(Product, id)).toBeNull()
    expect((await reader.get(Product, id, { withDeleted: true })).id).toBe(id)
    await expect(work((unit) => unit.remove(Product, id))).rejects.toMatchObject({ code: 'not_found' })
    await expect(work((unit) => unit.update(Product, id, { name: 'x' }))).rejects.toMatchObject({ code: 'not_found' })
    expect((await work((unit) => unit.update(Product, id, { name: 'x' }, { withDeleted: true }))).name).toBe('x')
    expect((await work((unit) => unit.restore(Product, id))).deletedAt).toBeNull()
    await expect(work((unit) => unit.restore(Product, id))).rejects.toMatchObject({ code: 'not_found' })
  })

  it('does not delete what is used elsewhere', async () => {
    const used = work((unit) => unit.remove(OrganizationType, 'Company'), world.system)
    await expect(used).rejects.toMatchObject({ code: 'conflict', reason: 'in_use' })
    const gone = await work((unit) => unit.remove(OrganizationType, 'Vendor'), world.system)
    expect(gone.name).toBe('Vendor')
    expect((await audit('Vendor'))[0]?.changes).toMatchObject({ description: { old: expect.any(String), new: null } })
  })

  it('locks a row until the unit of work ends', async () => {
    const { id } = await made()
    const order: string[] = []
    const [locked, released] = [new EventEmitter(), new EventEmitter()]
    const isLocked = once(locked, 'locked')
    const first = work(async (unit) => {
      await unit.get(Product, id, { lock: true })
      const isReleased = once(released, 'released')
      locked.emit('locked')
      await isReleased
      order.push('first')
    })
    await isLocked
    const second = work((unit) => unit.update(Product, id, { name: 'second' })).then(() => order.push('second'))
    await test.sql('select 1')
    released.emit('released')
    await Promise.all([first, second])
    expect(order).toEqual(['first', 'second'])
  })
})

import {
  type Grant,
  isDomainError,
  Membership,
  OrganizationType,
  Product,
  Profile,
  StoredFile,
  UnitOfMeasure,
  User,
} from '@groundwork/domain'
import { afterAll, describe, expect, it } from 'vitest'
import { createEngineScene } from './support/engine-scene.ts'

const { test, world, ours, theirs, context, work } = await createEngineScene()
afterAll(() => test.close())

const product = (organization: string, sku: string) =>
  ({ organization, sku, name: 'Anvil', productType: 'PHYSICAL_GOOD' }) as const

describe('inserting', () => {
  it('answers an organization of others like one that is not there', async () => {
    const wanted = { code: 'not_found', message: 'No such organization' }
    await expect(work((unit) => unit.insert(Product, product(theirs, 'I-1')))).rejects.toMatchObject(wanted)
    await expect(work((unit) => unit.insert(Product, product(world.unknownId(), 'I-1')))).rejects.toMatchObject(wanted)
  })

  it('is forbidden where the caller is but may not add', async () => {
    const viewer = await world.caller([ours], 'viewer')
    await expect(work((unit) => unit.insert(Product, product(ours, 'I-2')), viewer)).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(
      work((unit) => unit.insert(UnitOfMeasure, { code: 'X', name: 'X', uomType: 'Other' })),
    ).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  it('is forbidden when the new row would be out of the grant’s reach', async () => {
    const grants: Grant[] = [
      { resource: 'product', action: 'add', where: { field: 'status', op: 'eq', value: 'draft' } },
    ]
    const limited = await world.caller([ours], grants)
    const active = work((unit) => unit.insert(Product, { ...product(ours, 'I-3'), status: 'active' }), limited)
    await expect(active).rejects.toMatchObject({ code: 'forbidden' })
    expect((await work((unit) => unit.insert(Product, product(ours, 'I-3')), limited)).status).toBe('draft')
  })

  it('is forbidden with fields that the grant keeps closed', async () => {
    const limited = await world.caller(
      [ours],
      [{ resource: 'product', action: 'add', fields: ['sku', 'name', 'productType'] }],
    )
    const closed = work((unit) => unit.insert(Product, { ...product(ours, 'I-4'), description: 'x' }), limited)
    await expect(closed).rejects.toMatchObject({
      code: 'forbidden',
      reason: 'closed_field',
      fields: { description: expect.anything() },
    })
    expect((await work((unit) => unit.insert(Product, product(ours, 'I-4')), limited)).sku).toBe('I-4')
  })

  it('tells a duplicate on the field that has to change', async () => {
    await work((unit) => unit.insert(Product, product(ours, 'I-5')))
    const again = work((unit) => unit.insert(Product, product(ours, 'I-5')))
    await expect(again).rejects.toMatchObject({
      code: 'conflict',
      reason: 'duplicate',
      fields: { sku: ['Already exists'] },
    })
    const user = await world.user()
    const twin = work(
      (unit) => unit.insert(User, { username: user.username.toUpperCase(), email: 'twin@example.test' }),
      world.system,
    )
    await expect(twin).rejects.toMatchObject({ code: 'conflict', fields: { username: ['Already exists'] } })
    const type = work((unit) => unit.insert(OrganizationType, { name: 'Company' }), world.system)
    await expect(type).rejects.toMatchObject({ code: 'conflict', fields: { name: ['Already exists'] } })
  })

  it('allows the same value in another organization, and again after a deletion', async () => {
    const { id } = await work((unit) => unit.insert(Product, product(ours, 'I-6')))
    await work((unit) => unit.insert(Product, product(theirs, 'I-6')), world.system)
    await work((unit) => unit.remove(Product, id))
    await work((unit) => unit.insert(Product, product(ours, 'I-6')))
    await expect(work((unit) => unit.restore(Product, id))).rejects.toMatchObject({
      code: 'conflict',
      fields: { sku: expect.anything() },
    })
  })

  it.each([
    ['a unit that is not there', { baseUom: 'NOPE' }, 'baseUom', 'Does not exist'],
    ['a state that there is not', { status: 'lost' }, 'status', 'Does not exist'],
    ['no name', { name: null as unknown as string }, 'name', 'May not be empty'],
  ])('refuses %s on its field', async (_, wrong, field, message) => {
    const refused = work((unit) => unit.insert(Product, { ...product(ours, 'I-7'), ...wrong }))
    await expect(refused).rejects.toMatchObject({ code: 'invalid', fields: { [field]: [message] } })
  })

  it('refuses text that cannot be stored', async () => {
    const refused = work((unit) => unit.insert(Product, { ...product(ours, 'I-8'), name: 'a\u0000b' }))
    await expect(refused).rejects.toMatchObject({ code: 'invalid' })
  })

  it('answers a reference to somebody out of reach like one to nobody', async () => {
    const { actor } = context
    const role = (await test.sql<{ id: string }>(`select id from role where slug = 'viewer'`))[0]?.id ?? ''
    const stranger = await world.user()
    const attempts = await Promise.all(
      [stranger.id, world.unknownId()].map((user) =>
        work((unit) => unit.insert(Membership, { organization: ours, user, role })).catch((error: unknown) => error),
      ),
    )
    const told = attempts.map(
      (error) => isDomainError(error) && [error.code, error.message, error.reason, error.fields],
    )
    expect(told[0]).toEqual(['invalid', 'Does not exist', 'no_such_reference', { user: ['Does not exist'] }])
    expect(told[1]).toEqual(told[0])
    expect(
      (await work((unit) => unit.insert(Membership, { organization: ours, user: actor.userId, role }))).roleName,
    ).toBe('Viewer')
  })

  it('answers a reference to a file of others like one to none, also behind a row without organization', async () => {
    const foreign = await work(
      (unit) => unit.insert(StoredFile, { organization: theirs, originalFilename: 'x', filePath: crypto.randomUUID() }),
      world.system,
    )
    const profile = await work((unit) => unit.insert(Profile, { user: context.actor.userId }), world.system)
    for (const profilePicture of [foreign.id, world.unknownId()]) {
      const refused = work((unit) => unit.update(Profile, profile.id, { profilePicture }))
      await expect(refused).rejects.toMatchObject({ code: 'invalid', fields: { profilePicture: ['Does not exist'] } })
    }
    const own = await work((unit) =>
      unit.insert(StoredFile, { organization: ours, originalFilename: 'x', filePath: crypto.randomUUID() }),
    )
    expect((await work((unit) => unit.update(Profile, profile.id, { profilePicture: own.id }))).profilePicture).toBe(
      own.id,
    )
  })
})

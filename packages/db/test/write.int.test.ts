import { EventEmitter, once } from 'node:events'
import {
  type Grant,
  isDomainError,
  Membership,
  Organization,
  OrganizationType,
  Product,
  Profile,
  StoredFile,
  UnitOfMeasure,
  User,
} from '@groundwork/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { UnitOfWork, WorkContext } from '../src/index.ts'
import { createTestDatabase, type ProductRow, type TestDatabase, type World, worldIn } from './support/index.ts'

let test: TestDatabase
let world: World
let ours: string
let theirs: string
let context: WorkContext & { actor: { userId: string; username: string } }

beforeAll(async () => {
  test = await createTestDatabase()
  world = worldIn(test.database)
  ours = (await world.organization()).id
  theirs = (await world.organization()).id
  context = await world.caller([ours])
})
afterAll(() => test.close())

const work = <Result>(use: (work: UnitOfWork) => Promise<Result>, as: WorkContext = context) =>
  test.database.withUnitOfWork(as, use)
const product = (organization: string, sku: string) =>
  ({ organization, sku, name: 'Anvil', productType: 'PHYSICAL_GOOD' }) as const
const audit = (objectId: string) =>
  test.sql<{
    action: string
    changes: object
    actor_label: string
    organization_id: string
    object_repr: string
    context: object
  }>(
    'select action_type as action, changes, actor_label, organization_id, object_repr, context from audit_entry where object_id = $1 order by created_at, id',
    [objectId],
  )
const events = (objectId: string) =>
  test.sql<{ topic: string; payload: object; organization_id: string }>(
    'select topic, payload, organization_id from outbox_event where object_id = $1 order by created_at, id',
    [objectId],
  )
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

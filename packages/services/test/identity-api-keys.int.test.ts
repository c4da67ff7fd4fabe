import type { NewApiKey } from '@groundwork/domain'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { authenticate, createApiKey, listApiKeys, revokeApiKey, rotateApiKey } from '../src/identity/index.ts'
import { createWorld, type Person, type World } from './identity-world.ts'

let world: World
let ada: Person
let organization: string
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  ada = await world.person()
  organization = (await world.organization()).id
  await world.member(ada, { of: organization, as: 'manager' })
})

const create = async (input: Partial<NewApiKey> = {}, user = ada) =>
  createApiKey(world.services, await world.context(user), { name: 'nightly import', ...input })
const ask = (apiKey: string) => authenticate(world.services, { apiKey })
const invalid = { code: 'unauthenticated', reason: 'api_key_invalid' }

describe('an API key', () => {
  it('is shown once and stored only as a hash', async () => {
    const made = await create()
    expect(made.key).toMatch(/^gw_[0-9A-Za-z]{8}_[0-9A-Za-z]{40}$/)
    expect(made.key).toContain(made.prefix)
    const [stored] = await world.sql<{ everything: string; key_hash: string }>(
      'select row_to_json(api_key)::text as everything, key_hash from api_key where id = $1',
      [made.id],
    )
    expect(stored?.key_hash).toMatch(/^[0-9a-f]{64}$/)
    expect(stored?.everything).not.toContain(made.key.split('_')[2])
    const listed = await listApiKeys(world.services, await world.context(ada))
    expect(listed).toEqual([{ ...made, key: undefined }])
    expect(JSON.stringify(listed)).not.toContain(stored?.key_hash)
    expect(JSON.stringify(await world.audit(made.id))).not.toContain(made.key)
  })

  it('acts as its user', async () => {
    const { key, id } = await create()
    expect(await ask(key)).toMatchObject({
      kind: 'apiKey',
      apiKeyId: id,
      userId: ada.id,
      memberships: [{ organization, role: 'manager' }],
    })
  })

  it('stays within its organization', async () => {
    const second = await world.organization()
    await world.member(ada, { of: second.id, as: 'owner' })
    const { key } = await create({ organization })
    expect((await ask(key)).memberships.map((membership) => membership.organization)).toEqual([organization])
  })

  it('may be bound to any organization of its user, also to one whose own row they may not view, and to no other', async () => {
    const { id } = await world.organization()
    const membership = await world.member(ada, { of: id, as: 'viewer' })
    const grants = JSON.stringify([{ resource: 'product', action: 'view' }])
    const [role] = await world.sql<{ id: string }>(
      `insert into role (id, slug, name, grants, organization_id) values ($1, 'buyer', 'Buyer', $2, $3) returning id`,
      [v7(), grants, id],
    )
    await world.sql('update membership set role_id = $2 where id = $1', [membership.id, role?.id])
    await expect(create({ organization: id })).resolves.toMatchObject({ organization: id })
    const { id: foreign } = await world.organization()
    await expect(create({ organization: foreign })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('may do only what both it and its user may', async () => {
    const { key } = await create({ grants: [{ resource: 'product', action: 'view' }] })
    expect((await ask(key)).memberships[0]?.grants).toEqual([{ resource: 'product', action: 'view' }])
    await world.sql(
      `update membership set role_id = (select id from role where slug = 'uploader') where user_id = $1`,
      [ada.id],
    )
    world.wait(5)
    expect((await ask(key)).memberships).toEqual([])
  })

  it('of a superuser is none once it is limited', async () => {
    const root = await world.person({ isSuperuser: true })
    const limited = await create({ organization, grants: [{ resource: 'file', action: '*' }] }, root)
    expect(await ask(limited.key)).toMatchObject({
      isSuperuser: false,
      memberships: [{ organization, grants: [{ resource: 'file', action: '*' }] }],
    })
    const whole = await create({}, root)
    expect(await ask(whole.key)).toMatchObject({ isSuperuser: true })
    await expect(create({ grants: [{ resource: 'file', action: '*' }] }, root)).rejects.toMatchObject({
      code: 'invalid',
    })
  })

  it('ends at its hour', async () => {
    const expiresAt = new Date(world.clock().getTime() + 3600_000).toISOString()
    const { key } = await create({ expiresAt })
    await expect(ask(key)).resolves.toMatchObject({ userId: ada.id })
    world.wait(3600)
    await expect(ask(key)).rejects.toMatchObject(invalid)
  })

  it('notes its last use, at most once a minute', async () => {
    const { key } = await create()
    const lastUse = async () => (await listApiKeys(world.services, await world.context(ada)))[0]?.lastUsedAt
    expect(await lastUse()).toBeNull()
    await ask(key)
    const first = world.clock().toISOString()
    expect(await lastUse()).toBe(first)
    world.wait(30)
    await ask(key)
    expect(await lastUse()).toBe(first)
    world.wait(31)
    await ask(key)
    expect(await lastUse()).toBe(world.clock().toISOString())
  })

  it('is dead once revoked: here at once, elsewhere within five seconds', async () => {
    const { key, id } = await create({ organization })
    const elsewhere = world.otherProcess()
    await Promise.all([ask(key), authenticate(elsewhere, { apiKey: key })])
    await revokeApiKey(world.services, await world.context(ada), id)
    await expect(ask(key)).rejects.toMatchObject(invalid)
    world.wait(5)
    await expect(authenticate(elsewhere, { apiKey: key })).rejects.toMatchObject(invalid)
    expect(await listApiKeys(world.services, await world.context(ada))).toEqual([])
    expect(await world.audit(id)).toMatchObject([
      { action: 'API_KEY_CREATE', user_id: ada.id, organization_id: organization },
      { action: 'API_KEY_REVOKE', user_id: ada.id, organization_id: organization },
    ])
  })

  it.each([
    ['its user is deactivated', () => world.sql('update app_user set is_active = false where id = $1', [ada.id])],
    [
      'its organization is archived',
      () => world.sql(`update organization set status = 'archived' where id = $1`, [organization]),
    ],
  ])('is dead when %s', async (_, change) => {
    const { key } = await create({ organization })
    await change()
    await expect(authenticate(world.otherProcess(), { apiKey: key })).rejects.toMatchObject(invalid)
  })

  it('is refused when its secret is another one, or it is no key at all', async () => {
    const { key, prefix } = await create()
    const wrong = [`gw_${prefix}_${'a'.repeat(40)}`, `${key}a`, key.replace('gw_', 'xx_'), '', 'gw_', prefix]
    for (const apiKey of wrong) {
      const error = await ask(apiKey).catch((reason: unknown) => reason)
      expect(error).toMatchObject(invalid)
      expect(`${String(error)}${JSON.stringify(error)}`).not.toContain(prefix)
    }
  })
})

describe('rotating a key', () => {
  it('gives it a new secret at once: the old one is dead, the key stays the same', async () => {
    const made = await create({ organization, grants: [{ resource: 'product', action: 'view' }] })
    await ask(made.key)
    const rotated = await rotateApiKey(world.services, await world.context(ada), made.id)
    expect(rotated).toMatchObject({ id: made.id, name: made.name, grants: made.grants, rotatedAt: expect.any(String) })
    await expect(ask(made.key)).rejects.toMatchObject(invalid)
    expect(await ask(rotated.key)).toMatchObject({ apiKeyId: made.id, memberships: [{ organization }] })
    expect((await world.audit(made.id)).map(({ action }) => action)).toEqual(['API_KEY_CREATE', 'API_KEY_ROTATE'])
    expect(JSON.stringify(await world.sql('select * from audit_entry, outbox_event'))).not.toContain(rotated.key)
  })

  it('is its owner’s alone: to others, superusers included, it is not there', async () => {
    const { id, key } = await create({ organization })
    const owner = await world.person()
    await world.member(owner, { of: organization, as: 'owner' })
    for (const other of [owner, await world.person({ isSuperuser: true })]) {
      const context = await world.context(other)
      await expect(rotateApiKey(world.services, context, id)).rejects.toMatchObject({ code: 'not_found' })
    }
    await expect(ask(key)).resolves.toMatchObject({ userId: ada.id })
  })

  it('does not bring a key back whose hour has come', async () => {
    const { id } = await create({ expiresAt: new Date(world.clock().getTime() + 3_600_000).toISOString() })
    world.wait(3600)
    const expired = { code: 'conflict', reason: 'api_key_expired' }
    await expect(rotateApiKey(world.services, await world.context(ada), id)).rejects.toMatchObject(expired)
  })

  it('does not bring a revoked key back', async () => {
    const { id } = await create()
    const context = await world.context(ada)
    await revokeApiKey(world.services, context, id)
    await expect(rotateApiKey(world.services, context, id)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('the keys of an organization', () => {
  it('are seen and ended by those who may, and by nobody else', async () => {
    const { id, key } = await create({ organization })
    const elsewhere = await create()
    const [owner, auditor, viewer] = [await world.person(), await world.person(), await world.person()]
    await world.member(owner, { of: organization, as: 'owner' })
    await world.member(auditor, { of: organization, as: 'auditor' })
    await world.member(viewer, { of: organization, as: 'viewer' })
    const [asOwner, asAuditor, asViewer] = await Promise.all([owner, auditor, viewer].map(world.context))
    if (!asOwner || !asAuditor || !asViewer) throw new Error('Three people were asked for')

    for (const context of [asOwner, asAuditor]) {
      const listed = await listApiKeys(world.services, context, { organization })
      expect(listed).toMatchObject([{ id, user: ada.id, username: ada.username }])
    }
    await expect(listApiKeys(world.services, asViewer, { organization })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(revokeApiKey(world.services, asViewer, id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(revokeApiKey(world.services, asAuditor, id)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(revokeApiKey(world.services, asOwner, elsewhere.id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(ask(key)).resolves.toMatchObject({ userId: ada.id })
    await revokeApiKey(world.services, asOwner, id)
    await expect(ask(key)).rejects.toMatchObject(invalid)
    expect((await world.audit(id)).at(-1)).toMatchObject({ action: 'API_KEY_REVOKE', user_id: owner.id })
  })

  it('of a stranger’s organization are as those of one that is not there', async () => {
    const { id } = await world.organization()
    const context = await world.context(ada)
    const [foreign, unknown] = await Promise.all(
      [id, v7()].map((other) =>
        listApiKeys(world.services, context, { organization: other }).catch((error: unknown) => error),
      ),
    )
    expect(foreign).toEqual(unknown)
    expect(foreign).toMatchObject({ code: 'not_found' })
  })
})

describe('making a key is refused', () => {
  it('for an organization that is not the caller’s, as if it did not exist', async () => {
    const { id } = await world.organization()
    const [foreign, unknown] = await Promise.all(
      [id, v7()].map((other) => create({ organization: other }).catch((error: unknown) => error)),
    )
    expect(foreign).toEqual(unknown)
    expect(foreign).toMatchObject({ code: 'not_found' })
  })

  it.each([
    ['for more than the caller may do', { grants: [{ resource: 'organization', action: 'delete' }] }],
    ['for everything, when the caller may not do everything', { grants: [{ resource: '*', action: '*' }] }],
    ['for a resource that does not exist', { grants: [{ resource: 'secret', action: 'view' }] }],
    ['with an end in the past', { expiresAt: '2020-01-01T00:00:00Z' }],
  ])('%s', async (_, input) => {
    await expect(create(input)).rejects.toMatchObject({ code: 'invalid' })
  })

  it('with a rule that the filter language does not know', async () => {
    const where = { field: 'passwordHash', op: 'eq', value: 'x' } as const
    const grants = [{ resource: 'product', action: 'view', where }]
    await expect(create({ grants })).rejects.toMatchObject({
      code: 'invalid',
      fields: { 'grants.0.where.field': [expect.any(String)] },
    })
  })

  it('to keys: a key cannot make, see or end keys', async () => {
    const { key, id } = await create()
    const context = { actor: await ask(key) }
    const forbidden = { code: 'forbidden' }
    await expect(createApiKey(world.services, context, { name: 'offspring' })).rejects.toMatchObject(forbidden)
    await expect(revokeApiKey(world.services, context, id)).rejects.toMatchObject(forbidden)
    await expect(listApiKeys(world.services, context)).rejects.toMatchObject(forbidden)
  })
})

it('another’s key is not there to revoke', async () => {
  const { id, key } = await create()
  const other = await world.context(await world.person())
  const [foreign, unknown] = await Promise.all(
    [id, v7()].map((one) => revokeApiKey(world.services, other, one).catch((error: unknown) => error)),
  )
  expect(foreign).toEqual(unknown)
  expect(foreign).toMatchObject({ code: 'not_found' })
  await expect(ask(key)).resolves.toMatchObject({ userId: ada.id })
})

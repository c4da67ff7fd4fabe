import { generateKeyPairSync } from 'node:crypto'
import type { Database } from '@groundwork/db'
import { Organization, type Principal, Product } from '@groundwork/domain'
import { UnsecuredJWT } from 'jose'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { issueAccessToken } from '../src/identity/access-token.ts'
import { authenticate, createIdentityServices, refreshTokens } from '../src/identity/index.ts'
import { createWorld, type Person, type World } from './identity-world.ts'

let world: World
let ada: Person
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  ada = await world.person()
})

const organizationsOf = ({ memberships }: Principal) => memberships.map(({ organization }) => organization).sort()
const withReason = (reason: string) => ({ code: 'unauthenticated', reason })

describe('the principal of a user', () => {
  it('holds each membership with its role’s grants and its attributes', async () => {
    const { id } = await world.organization()
    await world.member(ada, { of: id, as: 'auditor', attributes: { country: 'DE' } })
    const principal = await world.principal(ada)
    expect(principal).toMatchObject({ kind: 'user', userId: ada.id, username: ada.username, isSuperuser: false })
    expect(principal.memberships).toHaveLength(1)
    expect(principal.memberships[0]).toMatchObject({ organization: id, role: 'auditor', attributes: { country: 'DE' } })
    expect(principal.memberships[0]?.grants).toContainEqual({ resource: 'auditEntry', action: 'view' })
  })

  it('reaches into descendants only where the membership says so', async () => {
    const company = await world.organization()
    const department = await world.organization({ parent: company.id })
    const team = await world.organization({ parent: department.id })
    const sibling = await world.organization({ parent: company.id })
    const other = await world.organization()
    await world.member(ada, { of: department.id, as: 'manager', includesDescendants: true })
    await world.member(ada, { of: other.id, as: 'viewer' })
    await world.organization({ parent: other.id })

    expect(organizationsOf(await world.principal(ada))).toEqual([department.id, team.id, other.id].sort())
    expect(organizationsOf(await world.principal(ada))).not.toContain(sibling.id)
  })

  it('leaves out what is not active, archived or deleted', async () => {
    const [kept, archived, deleted, inactive] = [
      await world.organization(),
      await world.organization(),
      await world.organization(),
      await world.organization(),
    ]
    const below = await world.organization({ parent: kept.id })
    for (const { id } of [archived, deleted]) await world.member(ada, { of: id, as: 'owner' })
    await world.member(ada, { of: kept.id, as: 'owner', includesDescendants: true })
    await world.member(ada, { of: inactive.id, as: 'owner', isActive: false })
    await world.sql(`update organization set status = 'archived' where id = any($1)`, [[archived.id, below.id]])
    await world.sql('update organization set deleted_at = now() where id = $1', [deleted.id])

    expect(organizationsOf(await world.principal(ada))).toEqual([kept.id])
  })

  it('that reaches an organization twice sees each of its rows once', async () => {
    const company = await world.organization()
    const department = await world.organization({ parent: company.id })
    await world.member(ada, { of: company.id, as: 'owner', includesDescendants: true })
    await world.member(ada, { of: department.id, as: 'manager' })
    const context = await world.context(ada)
    const product = { organization: department.id, sku: 'A-1', name: 'Lamp', productType: 'PHYSICAL_GOOD' } as const
    await world.database.withUnitOfWork(context, (work) => work.insert(Product, product))

    const reader = world.database.reader(context)
    const { rows, count } = await reader.list(Product, { withCount: true })
    expect(rows.map(({ sku }) => sku)).toEqual(['A-1'])
    expect(count).toBe(1)
    const organizations = await reader.list(Organization)
    expect(organizations.rows.map(({ id }) => id).sort()).toEqual([company.id, department.id].sort())
  })

  it('says who is a superuser', async () => {
    expect(await world.principal(await world.person({ isSuperuser: true }))).toMatchObject({ isSuperuser: true })
  })
})

describe('changes bite within five seconds, also in another process', () => {
  const changes: [string, (id: string) => Promise<unknown>][] = [
    ['a deactivated user', (id) => world.sql('update app_user set is_active = false where id = $1', [id])],
    ['an ended session', (id) => world.sql('update session set revoked_at = now() where user_id = $1', [id])],
  ]

  it.each(changes)('%s is out', async (_, change) => {
    const { access } = await world.tokensOf(ada)
    const elsewhere = world.otherProcess()
    await authenticate(elsewhere, { bearer: access })
    await change(ada.id)
    world.wait(5)
    await expect(authenticate(elsewhere, { bearer: access })).rejects.toMatchObject(withReason('session_ended'))
  })

  it('a removed membership is gone', async () => {
    const { id } = await world.organization()
    const membership = await world.member(ada, { of: id, as: 'viewer' })
    const { access } = await world.tokensOf(ada)
    const elsewhere = world.otherProcess()
    expect(organizationsOf(await authenticate(elsewhere, { bearer: access }))).toEqual([id])
    await world.sql('delete from membership where id = $1', [membership.id])
    world.wait(5)
    expect(organizationsOf(await authenticate(elsewhere, { bearer: access }))).toEqual([])
  })

  it('a changed role holds', async () => {
    const { id } = await world.organization()
    await world.sql(`insert into role (id, slug, name, grants) values ($1, 'shrinking', 'Shrinking', $2)`, [
      v7(),
      JSON.stringify([{ resource: 'product', action: 'delete' }]),
    ])
    await world.member(ada, { of: id, as: 'shrinking' })
    const { access } = await world.tokensOf(ada)
    const elsewhere = world.otherProcess()
    expect((await authenticate(elsewhere, { bearer: access })).memberships[0]?.grants).toHaveLength(1)
    await world.sql(`update role set grants = '[]' where slug = 'shrinking'`)
    world.wait(5)
    expect((await authenticate(elsewhere, { bearer: access })).memberships[0]?.grants).toEqual([])
  })
})

describe('work', () => {
  /** Counts the units of work that a database is asked for. */
  function counted(database: Database) {
    let units = 0
    const counting: Database = Object.create(database, {
      withUnitOfWork: {
        value: (...given: Parameters<Database['withUnitOfWork']>) => {
          units += 1
          return database.withUnitOfWork(...given)
        },
      },
    })
    return { counting, units: () => units }
  }

  it('is done once for all requests of a session that come together, and for the next two seconds', async () => {
    const { access } = await world.tokensOf(ada)
    const { counting, units } = counted(world.database)
    const services = createIdentityServices({ database: counting, keys: world.keys, clock: world.clock })
    await Promise.all(Array.from({ length: 20 }, () => authenticate(services, { bearer: access })))
    world.wait(1.9)
    await authenticate(services, { bearer: access })
    expect(units()).toBe(1)
    world.wait(0.1)
    await authenticate(services, { bearer: access })
    expect(units()).toBe(2)
  })

  it('is not remembered when the database failed', async () => {
    const { access } = await world.tokensOf(ada)
    let isDown = true
    const shaky: Database = Object.create(world.database, {
      withUnitOfWork: {
        value: (...given: Parameters<Database['withUnitOfWork']>) =>
          isDown ? Promise.reject(new Error('down')) : world.database.withUnitOfWork(...given),
      },
    })
    const services = createIdentityServices({ database: shaky, keys: world.keys, clock: world.clock })
    await expect(authenticate(services, { bearer: access })).rejects.toThrow('down')
    isDown = false
    await expect(authenticate(services, { bearer: access })).resolves.toMatchObject({ userId: ada.id })
  })
})

describe('credentials that are refused', () => {
  it('none at all, or two kinds', async () => {
    await expect(authenticate(world.services, {})).rejects.toMatchObject(withReason('credentials_missing'))
    const { access } = await world.tokensOf(ada)
    await expect(authenticate(world.services, { bearer: access, apiKey: 'gw_x' })).rejects.toMatchObject(
      withReason('credentials_ambiguous'),
    )
  })

  it('an expired token, also one that was seen before', async () => {
    const pair = await world.tokensOf(ada)
    await authenticate(world.services, { bearer: pair.access })
    world.wait(600)
    await expect(authenticate(world.services, { bearer: pair.access })).rejects.toMatchObject(
      withReason('token_expired'),
    )
    const { access } = await refreshTokens(world.services, pair)
    await expect(authenticate(world.services, { bearer: access })).resolves.toMatchObject({ userId: ada.id })
  })

  it('tokens that are not ours: unsigned, of another key, or bent', async () => {
    const { access } = await world.tokensOf(ada)
    const principal = await authenticate(world.services, { bearer: access })
    const claims = { userId: ada.id, sessionId: principal.sessionId ?? '' }
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    const otherKey = { privateKey, publicKey, kid: world.keys.signing.kid }
    const unsigned = new UnsecuredJWT({ sid: claims.sessionId }).setSubject(ada.id).setIssuer('groundwork')
    const forged = [
      unsigned.setAudience('groundwork-api').setExpirationTime('10m').encode(),
      await issueAccessToken(otherKey, claims, world.clock()),
      `${access.slice(0, -2)}${access.endsWith('AA') ? 'BB' : 'AA'}`,
      access.split('.').slice(0, 2).join('.'),
      '',
    ]
    for (const bearer of forged) {
      await expect(authenticate(world.services, { bearer })).rejects.toMatchObject(withReason('token_invalid'))
    }
  })

  it('a token for one user with the session of another', async () => {
    const other = await authenticate(world.services, { bearer: (await world.tokensOf(await world.person())).access })
    const mixed = { userId: ada.id, sessionId: other.sessionId ?? '' }
    const bearer = await issueAccessToken(world.keys.signing, mixed, world.clock())
    await expect(authenticate(world.otherProcess(), { bearer })).rejects.toMatchObject(withReason('session_ended'))
  })
})

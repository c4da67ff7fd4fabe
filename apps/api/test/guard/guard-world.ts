import { randomUUID } from 'node:crypto'
import { asSystem } from '@groundwork/db'
import { makeAvailable, sampleOf } from '@groundwork/db/testing'
import { type Defined, type Resource, type ResourceSpec, resources, snakeCase } from '@groundwork/domain'
import { type Caller, startTestApi, type TestApi } from '../support/start-test-api.ts'
import { footprintOf } from './footprint.ts'
import type { IdSlot, IdSource, Slot, TextSlot } from './placeholder.ts'
import { isIdSlot } from './placeholder.ts'
import { type Owners, plantCanaries } from './plant-canaries.ts'
import { type OwnedTable, ownedTables } from './tenant-tables.ts'

type ActorName = 'anonymous' | 'viewer' | 'editor' | 'admin' | 'key' | 'removed' | 'of two'

/** Somebody who asks, and what they must never be told. */
export interface Actor {
  readonly name: ActorName
  readonly headers: Readonly<Record<string, string>>
  readonly forbidden: RegExp
}

export type GuardWorld = Awaited<ReturnType<typeof createGuardWorld>>

type Ids = Readonly<Record<IdSource, readonly string[]>>

/** No other test looks into this numbered Redis database. */
export const guardRedisUrl = () => new URL('/41', process.env.TEST_REDIS_URL).href

/**
 * Organizations A, B and C of one shape, all their words marked as theirs, and the actors: all of them of A, one of C besides.
 * Nobody here has anything to do with B.
 */
export async function createGuardWorld() {
  const api = await startTestApi(
    { REDIS_URL: guardRedisUrl(), REQUESTS_PER_MINUTE: '100000000', SIGNED_URL_TTL_SECONDS: '600' },
    { isLong: true },
  )
  const a = await populate(api, 'A')
  const b = await populate(api, 'B')
  const c = await populate(api, 'C')
  const actors = await makeActors(api, a.home, c.home)
  const tables = await ownedTables(api.sql)
  const inUse = await idsOf(api, tables, actors.people)
  // Spare ones of the same kinds, for the actors to end.
  for (let spare = 0; spare < 3; spare += 1) {
    await api.signIn(actors.adminName)
    await actors.admin('POST', '/api-keys/', { name: `spare ${spare}`, organization: a.home })
  }
  const owned = await Promise.all([a, b, c].map((found) => ownersOf(api, found.organizations, actors.people)))
  const [ofA, ofB, ofC] = owned as [Owners, Owners, Owners]
  await plantCanaries(api.sql, tables, { ...ofA, mark: 'a' })
  await plantCanaries(api.sql, tables, { ...ofC, mark: 'c' })
  const foreignTexts = await plantCanaries(api.sql, tables, { ...ofB, mark: 'b' })
  const ids = await idPools(api, tables, { own: ofA, foreign: ofB, inUse, people: actors.people })
  const foreignIds = new Set(
    Object.values(ids)
      .flatMap(({ foreign, deleted }) => [...foreign, ...deleted])
      .concat(ofB.organizations),
  )

  // Words of B that an actor sent may stand in a row of its own ever after, and an id where any text may stand.
  const spent = new Set<string>()
  const anyForeign = ids.product?.foreign[0] ?? ''
  foreignIds.delete(anyForeign)
  let sent = 0
  const unused: Ids = { own: [], foreign: [], deleted: [], random: [], wrong: [] }
  const poolOf = (kind: string): Ids => ids[tableOf(kind)] ?? ids.product ?? unused

  function idOf({ $id, from, pick }: IdSlot): unknown {
    if (from === 'random') return randomUUID()
    if (from === 'wrong') return ['not-an-id', '', '..%2f', 7, null, '00000000'][pick % 6]
    if ($id === 'any' && from !== 'own') return anyForeign
    const pool = poolOf($id)[from]
    const found = pool.length ? pool : poolOf($id).foreign
    return found[pick % Math.max(found.length, 1)] ?? randomUUID()
  }

  const textsOfB = ({ $text }: TextSlot, subject: string) =>
    foreignTexts[`${tableOf(subject)}.${snakeCase($text)}`] ?? []

  return {
    api,
    actors: actors.list,
    tables,
    a: a.home,
    b: b.home,
    ofB,
    foreignIds,
    ids,
    spent,
    noteSent: (text: string) => {
      for (const word of text.match(/canary-[\w-]+/g) ?? []) spent.add(word)
    },
    footprint: footprintOf(api, tables, ofB),
    /** Whether B's text by which it is compared stands only with B: an actor may have taken it meanwhile. */
    isOnlyOfB: async (slot: TextSlot, subject: string): Promise<boolean> => {
      const table = tables.find(({ name }) => name === tableOf(subject))
      const [text] = textsOfB(slot, subject)
      if (!table || text === undefined) return false
      const found = await api.sql(
        `select from ${table.name} t where ${snakeCase(slot.$text)} = $3 and not ${table.isTheirs} and $1::uuid[] is not null and $2::uuid[] is not null`,
        [ofB.organizations, ofB.people, text],
      )
      return !found.length
    },
    /** What stands in a request for a slot. Each fresh text is a new one of the same length. */
    slotValue: (slot: Slot, subject: string): unknown => {
      if (isIdSlot(slot)) return idOf(slot)
      const theirs = textsOfB(slot, subject)
      if (slot.from === 'compared' && theirs[0]) return theirs[0]
      if (slot.from === 'foreign' && theirs[0]) return theirs[1] ?? theirs[0]
      sent += 1
      const text = `u${String(sent).padStart(7, '0')}x`
      if (slot.$text === 'originalFilename') return `${text}.txt`
      return /email/i.test(slot.$text) ? `${text}@example.test` : text
    },
    stop: () => api.stop(),
  }
}

/** The table behind a word for a kind of row. */
const tableOf = (kind: string) => (resources as Readonly<Record<string, Resource>>)[kind]?.table ?? snakeCase(kind)

interface Populated {
  readonly home: string
  readonly organizations: readonly string[]
}

/** An organization with one of everything, some of it deleted. */
async function populate(api: TestApi, name: string): Promise<Populated> {
  const home = await api.organization(`Home ${name}`)
  const child = async (suffix: string) => {
    const values = { name: `${name} ${suffix}`, code: `${name}-${suffix}`, organization_type: 'Team', parent: home }
    return (await api.admin('POST', '/organizations/', values)).body.id as string
  }
  // The first child keeps its parent from being deleted, the last one is deleted itself.
  const organizations = [home, await child('keeps'), await child('second'), await child('gone')]
  await api.admin('DELETE', `/organizations/${organizations[3]}/`)
  const owner = await api.member(home, 'owner')
  for (const role of ['viewer', 'viewer', 'member']) await api.member(home, role)
  for (const sku of ['one', 'two', 'three', 'four', 'five', 'gone']) {
    const values = {
      organization: home,
      sku,
      name: `Product ${sku}`,
      product_type: 'SERVICE',
      description: 'd',
      tags: ['t'],
    }
    const { body } = await owner('POST', '/products/', values)
    if (sku === 'gone') await owner('DELETE', `/products/${body.id}/`)
  }
  await api.sql(
    `insert into storage_quota (organization_id, quota_bytes) values ($1, 1000000) on conflict do nothing`,
    [home],
  )
  for (const fileName of ['one.txt', 'two.txt', 'three.txt', 'four.txt', 'gone.txt']) {
    const form = new FormData()
    form.append('organization', home)
    form.append('entity_type', 'lead')
    form.append('entity_id', '7')
    form.append('tags', 'tag')
    form.append('file', new Blob([`canary-${name.toLowerCase()}-0-bytes of ${fileName}`]), fileName)
    const { body } = await owner('POST', '/files/upload/', form)
    await makeAvailable(api.sql, body.id)
    if (fileName === 'gone.txt') await owner('DELETE', `/files/${body.id}/`)
    else {
      await owner('POST', `/files/${body.id}/shares/`, { role: 'viewer', permission: 'download' })
      await owner('POST', `/files/${body.id}/links/`, { name: 'For somebody' })
    }
  }
  for (const name of ['one', 'two', 'three']) await owner('POST', '/api-keys/', { name, organization: home })
  await api.sql(
    `insert into role (id, organization_id, slug, name, grants)
     select gen_random_uuid(), $1, 'own-' || n, 'Own ' || n, '[]' from generate_series(1, 6) n`,
    [home],
  )
  await api.sql(
    `insert into invitation (id, organization_id, email, role_id, expires_at)
     select gen_random_uuid(), $1, slug || '@example.test', id, now() + interval '1 day' from role where organization_id = $1`,
    [home],
  )
  await makeSamples(api, home, owner.id)
  return { home, organizations }
}

/** A few rows of everything else that belongs to organizations, one of each deleted: a new resource comes in by itself. */
async function makeSamples(api: TestApi, home: string, user: string): Promise<void> {
  const { database } = api.services
  const [viewer] = await api.sql<{ id: string }>(
    `select id from role where slug = 'viewer' and organization_id is null`,
  )
  const needs = { database, organization: home, user, role: viewer?.id ?? '' }
  const others = Object.values<Resource>(resources).filter(
    ({ name, scope, appendOnly }) =>
      scope.kind === 'organization' && scope.field === 'organization' && !appendOnly && !madeOtherwise.has(name),
  )
  for (const resource of others as readonly Defined<ResourceSpec>[]) {
    for (let count = 0; count < 5; count += 1) {
      const { values } = await sampleOf(resource, needs)
      await database.withUnitOfWork(system, async (work) => {
        const row = (await work.insert(resource, values as never)) as Readonly<Record<string, unknown>>
        if (count === 4 && resource.softDelete) await work.remove(resource, String(row[resource.key]))
      })
    }
  }
}

const system = asSystem('set the scene of a test')
const madeOtherwise = new Set(['product', 'file', 'role', 'membership', 'invitation'])

async function makeActors(api: TestApi, a: string, c: string) {
  const [viewer, editor, admin, removed, ofTwo] = [
    await api.member(a, 'viewer'),
    await api.member(a, 'manager'),
    await api.member(a, 'owner'),
    await api.member(a, 'manager'),
    await api.member(a, 'manager'),
  ]
  const { body: key } = await admin('POST', '/api-keys/', { name: 'actor', organization: a })
  await api.admin('POST', '/organization-memberships/', { organization: c, user: ofTwo.id, role: 'owner' })
  const { body: gone } = await api.admin('GET', `/organization-memberships/?user=${removed.id}`)
  await api.admin('DELETE', `/organization-memberships/${gone.results[0].id}/`)
  await api.sql('update membership set includes_descendants = true where organization_id = $1', [a])
  const bearer = ({ token }: Caller) => ({ authorization: `Bearer ${token}` })
  const list: readonly Actor[] = [
    { name: 'anonymous', headers: {}, forbidden: /canary-[abc]-\d+-[\w-]+/ },
    { name: 'viewer', headers: bearer(viewer), forbidden: /canary-[bc]-\d+-[\w-]+/ },
    { name: 'editor', headers: bearer(editor), forbidden: /canary-[bc]-\d+-[\w-]+/ },
    { name: 'admin', headers: bearer(admin), forbidden: /canary-[bc]-\d+-[\w-]+/ },
    { name: 'key', headers: { 'x-api-key': key.key }, forbidden: /canary-[bc]-\d+-[\w-]+/ },
    { name: 'removed', headers: bearer(removed), forbidden: /canary-[abc]-\d+-[\w-]+/ },
    { name: 'of two', headers: bearer(ofTwo), forbidden: /canary-b-\d+-[\w-]+/ },
  ]
  return { list, admin, adminName: admin.username, people: [viewer, editor, admin, removed, ofTwo].map(({ id }) => id) }
}

/** The organizations, and the people who are members of nothing else and no actors. */
async function ownersOf(api: TestApi, organizations: readonly string[], actors: readonly string[]): Promise<Owners> {
  const people = await api.sql<{ id: string }>(
    'select distinct user_id as id from membership where organization_id = any($1) and user_id <> all($2)',
    [organizations, actors],
  )
  return { organizations, people: people.map(({ id }) => id) }
}

/** The ids of all rows of these people: what they act with. */
async function idsOf(
  { sql }: TestApi,
  tables: readonly OwnedTable[],
  people: readonly string[],
): Promise<readonly string[]> {
  const ids = [...people]
  for (const { name, hasId, columns } of tables) {
    if (!hasId || !columns.some((column) => column.name === 'user_id')) continue
    const rows = await sql<{ id: string }>(`select id from ${name} where user_id = any($1)`, [people])
    ids.push(...rows.map(({ id }) => id))
  }
  return ids
}

interface PoolOwners {
  readonly own: Owners
  readonly foreign: Owners
  /** In no pool: others could take it away from an actor. */
  readonly inUse: readonly string[]
  readonly people: readonly string[]
}

async function idPools(
  { sql }: TestApi,
  tables: readonly OwnedTable[],
  { own, foreign, inUse, people }: PoolOwners,
): Promise<Readonly<Record<string, Ids>>> {
  const pools: Record<string, Ids> = {}
  const ofActors = { organizations: own.organizations, people: [...own.people, ...people] }
  for (const { name, isTheirs, isSoftDeleted } of tables.filter(({ hasId }) => hasId)) {
    const ask = async (owners: Owners, among: 'live' | 'deleted') => {
      if (among === 'deleted' && !isSoftDeleted) return []
      const condition = isSoftDeleted ? `and t.deleted_at is ${among === 'live' ? '' : 'not '}null` : ''
      const rows = await sql<{ id: string }>(
        `select t.id from ${name} t where ${isTheirs} and $1::uuid[] is not null and $2::uuid[] is not null
           and t.id <> all($3::uuid[]) ${condition} order by t.id limit 30`,
        [owners.organizations, owners.people, inUse],
      )
      return rows.map(({ id }) => id)
    }
    pools[name] = {
      // The child that keeps its parent from being deleted is not theirs to delete.
      own: (await ask(ofActors, 'live')).filter((id) => id !== own.organizations[1]),
      foreign: await ask(foreign, 'live'),
      deleted: await ask(foreign, 'deleted'),
      random: [],
      wrong: [],
    }
  }
  return pools
}

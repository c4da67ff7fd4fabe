import { randomUUID } from 'node:crypto'
import { asSystem, type Database } from '@groundwork/db'
import { sampleOf as drawSampleOf, makeAvailable } from '@groundwork/db/testing'
import { type Defined, type Resource, type ResourceSpec, resources } from '@groundwork/domain'
import type { TestApi } from '../support/start-test-api.ts'

type Values = Readonly<Record<string, unknown>>

/** Rows to ask for: of the caller, or of somebody else in the same organization. */
export interface Ground {
  readonly home: string
  /** A new row of this kind, by its key. Whether any was made tells that the answer may hang on whose it is. */
  row(kind: string): Promise<string>
  deletedRow(kind: string): Promise<string>
  /** A row that was changed once, with the entry of its making. */
  changedRow(kind: string): Promise<{ readonly id: string; readonly entry: string }>
  /** Of the caller's own profile, the entry before its last change. */
  changedProfile(): Promise<string>
  /** A share of a new row of this kind, given by whose the row is. */
  shareOf(kind: string): Promise<{ readonly id: string; readonly share: string }>
  /** A link to a new row of this kind, made by whose the row is. */
  linkOf(kind: string): Promise<{ readonly id: string; readonly link: string }>
  /** A folder that an administrator shares with the caller. */
  sharedFolder(): Promise<string>
  /** A new file, as the storage service names it. */
  pathOfFile(): Promise<string>
  /** Somebody with a membership in the organization, by their id. */
  newColleague(): Promise<string>
  newValues(kind: string): Promise<Values>
  changeOf(kind: string): Promise<Values>
  /** The input of a list that can show this row alone. */
  listed(kind: string, id: string): Values
}

export interface GroundOwner {
  readonly home: string
  readonly caller: string
  /** Whose the rows are. */
  readonly owner: string
  /** Rows of reference data that were made for this caller, by their kind: there are few codes of two letters. */
  readonly kept: Map<string, string>
  /**
   * Rows of this matrix for those who only look, by whose they are and their kind. The first that asks makes one, and it
   * stands for all: nothing else here changes or passes on a row that it has not made itself.
   */
  readonly forReading?: Map<string, Promise<string>> | undefined
  /** What is told when a row was made. */
  readonly madeRow: () => void
}

const system = asSystem('set the scene of a test')

const definitionOf = (kind: string): Defined<ResourceSpec> => {
  const found = (resources as Readonly<Record<string, Resource>>)[kind]
  if (!found) throw new Error(`There is no resource ${kind}: say in matrix-ground.ts how a row of it is made`)
  return found as Defined<ResourceSpec>
}

export function groundOf(api: TestApi, { home, caller, owner, kept, forReading, madeRow }: GroundOwner): Ground {
  const { database } = api.services
  const sampleOf = async (kind: string) => {
    const user = kind === 'membership' ? await newUser(database, caller) : owner
    const role = await roleNamed(api, 'viewer')
    const customFields = { country: 'DE' }
    return drawSampleOf(definitionOf(kind), { database, organization: home, user, role, customFields })
  }

  /** A row to ask for. */
  function row(kind: string): Promise<string> {
    // Reference data is everybody's: whose row it is makes no difference, and there is one to a caller already.
    if (Object.hasOwn(resources, kind) && definitionOf(kind).scope.kind === 'global') return newRow(kind)
    madeRow()
    // A membership is of somebody whom this caller has made.
    if (!forReading || kind === 'membership') return newRow(kind)
    const place = `${owner} ${kind}`
    const shared = forReading.get(place) ?? newRow(kind)
    forReading.set(place, shared)
    return shared
  }

  async function newRow(kind: string): Promise<string> {
    if (kind === 'apiKey') return insertKey(api, { home, owner })
    if (kind === 'session') return insertSession(api, owner)
    if (kind === 'file') return uploadFile(api, { home, owner })
    // A person is their own row.
    if (kind === 'user') return owner
    if (kind === 'profile') return profileOf(api, owner)
    const definition = definitionOf(kind)
    const known = kept.get(kind)
    if (known && (await database.reader(system).find(definition, known))) return known
    const { values } = await sampleOf(kind)
    const owned = definition.appendOnly ? values : { ...values, createdBy: owner }
    const made = await database.withUnitOfWork(system, (work) => work.insert(definition, owned as never))
    // Somebody's reach may have grown by a new organization.
    if (kind === 'organization') api.services.principals.forgetAll()
    const key = String((made as Values)[definition.key])
    if (definition.scope.kind === 'global') kept.set(kind, key)
    return key
  }

  async function newColleague(): Promise<string> {
    const user = await newUser(database, caller)
    const role = await roleNamed(api, 'viewer')
    await database.withUnitOfWork(system, (work) =>
      work.insert(resources.membership, { organization: home, user, role }),
    )
    return user
  }

  return {
    home,
    row,
    deletedRow: async (kind) => {
      const id = await row(kind)
      const definition = definitionOf(kind)
      if (definition.softDelete) await database.withUnitOfWork(system, (work) => work.remove(definition, id))
      return id
    },
    changedRow: async (kind) => {
      const id = await row(kind)
      const definition = definitionOf(kind)
      const lasting = lastingChanges[kind]
      const change = lasting?.() ?? (await sampleOf(kind)).change
      await database.withUnitOfWork(system, (work) => work.update(definition, id, change as never))
      // Of a row that is not new each time the first entry may be this one: something has to come after it.
      if (lasting) await database.withUnitOfWork(system, (work) => work.update(definition, id, lasting() as never))
      return { id, entry: await firstEntry(api, kind, id) }
    },
    changedProfile: async () => {
      const id = await profileOf(api, caller)
      await renameJob(database, id)
      const [entry] = await api.sql<{ id: string }>(
        'select id from audit_entry where object_id = $1 order by created_at desc, id desc limit 1',
        [id],
      )
      await renameJob(database, id)
      return entry?.id ?? randomUUID()
    },
    newValues: async (kind) => {
      const { values } = await sampleOf(kind)
      const { fields } = definitionOf(kind)
      const isGiven = ([name, value]: readonly [string, unknown]) => fields[name]?.write !== 'never' && value !== null
      return Object.fromEntries(Object.entries(values).filter(isGiven))
    },
    newColleague,
    shareOf: async (kind) => {
      const id = await row(kind)
      return { id, share: await insertShare(api, { home, [kind]: id, user: await newColleague(), giver: owner }) }
    },
    linkOf: async (kind) => {
      const id = await row(kind)
      return { id, link: await insertLink(api, { home, [kind]: id, giver: owner }) }
    },
    sharedFolder: async () => {
      madeRow()
      const folder = await newRow('folder')
      const [admin] = await api.sql<{ id: string }>(`select id from app_user where username = 'admin'`)
      await insertShare(api, { home, folder, user: caller, giver: admin?.id ?? '' })
      return folder
    },
    pathOfFile: async () => {
      const [file] = await api.sql<{ path: string }>('select file_path as path from file where id = $1', [
        await row('file'),
      ])
      return file?.path ?? ''
    },
    changeOf: async (kind) => changes[kind] ?? (await sampleOf(kind)).change,
    listed: (kind, id) => ({ filter: { field: definitionOf(kind).key, op: 'eq', value: id }, limit: 1 }),
  }
}

/** Rows that are not new each time need another change each time. */
const lastingChanges: Readonly<Record<string, () => Values>> = {
  user: () => ({ firstName: `Ada ${randomUUID().slice(0, 8)}` }),
  profile: () => ({ jobTitle: `Job ${randomUUID()}` }),
}

/** A change that whoever may change such a row at all may make, where the sample's takes more than that. */
const changes: Readonly<Record<string, Values>> = {
  membership: { attributes: { country: 'DE' } },
  invitation: { attributes: { country: 'DE' } },
  file: { tags: ['changed'] },
}

/** Somebody whom this caller has made, and so may know. */
async function newUser(database: Database, caller: string): Promise<string> {
  const username = `matrix-${randomUUID().slice(0, 13)}`
  const user = await database.withUnitOfWork(system, (work) =>
    work.insert(resources.user, { username, email: `${username}@example.test`, createdBy: caller }),
  )
  return user.id
}

async function profileOf({ sql }: TestApi, user: string): Promise<string> {
  const [profile] = await sql<{ id: string }>('select id from user_profile where user_id = $1', [user])
  return profile?.id ?? randomUUID()
}

const renameJob = (database: Database, id: string) =>
  database.withUnitOfWork(system, (work) => work.update(resources.profile, id, { jobTitle: `Job ${randomUUID()}` }))

async function roleNamed({ sql }: TestApi, slug: string): Promise<string> {
  const [role] = await sql<{ id: string }>('select id from role where slug = $1 and organization_id is null', [slug])
  return role?.id ?? ''
}

async function firstEntry({ sql }: TestApi, kind: string, id: string): Promise<string> {
  const [entry] = await sql<{ id: string }>(
    'select id from audit_entry where resource = $1 and object_id = $2 order by created_at, id limit 1',
    [kind, id],
  )
  return entry?.id ?? randomUUID()
}

interface Owned {
  readonly home: string
  readonly owner: string
}

async function insertKey({ sql }: TestApi, { home, owner }: Owned): Promise<string> {
  const id = randomUUID()
  await sql(
    `insert into api_key (id, user_id, organization_id, name, prefix, key_hash) values ($1::uuid, $2, $3, 'key', $1::text, $1::text)`,
    [id, owner, home],
  )
  return id
}

async function insertSession({ sql }: TestApi, owner: string): Promise<string> {
  const id = randomUUID()
  await sql(
    `insert into session (id, user_id, refresh_hash, expires_at) values ($1::uuid, $2, $1::text, now() + interval '1 day')`,
    [id, owner],
  )
  return id
}

interface Passed {
  readonly home: string
  readonly file?: string | null
  readonly folder?: string | null
  readonly giver: string
}

async function insertShare(
  { sql }: TestApi,
  { home, file = null, folder = null, user, giver }: Passed & { readonly user: string },
): Promise<string> {
  const id = randomUUID()
  await sql(
    `insert into file_share (id, organization_id, file_id, folder_id, user_id, permission, created_by_id) values ($1, $2, $3, $4, $5, 'view', $6)`,
    [id, home, file, folder, user, giver],
  )
  return id
}

async function insertLink({ sql }: TestApi, { home, file = null, folder = null, giver }: Passed): Promise<string> {
  const id = randomUUID()
  await sql(
    `insert into file_link (id, organization_id, file_id, folder_id, kind, token_hash, created_by_id) values ($1::uuid, $2, $3, $4, 'view', $1::text, $5)`,
    [id, home, file, folder, giver],
  )
  return id
}

async function uploadFile(api: TestApi, { home, owner }: Owned): Promise<string> {
  const form = new FormData()
  form.append('organization', home)
  form.append('file', new Blob(['some text']), 'note.txt')
  const { body } = await api.admin('POST', '/files/upload/', form)
  if (!body.id) throw new Error(`The file was not taken: ${JSON.stringify(body)}`)
  await api.sql(
    `update file set uploaded_by_id = $2, created_by_id = $2, custom_fields = '{"country":"DE"}' where id = $1`,
    [body.id, owner],
  )
  // Its own bytes stand for its previews.
  await makeAvailable(api.sql, body.id)
  await api.sql(
    `update blob set derivatives = jsonb_build_object('thumbnail', storage_key, 'optimised', storage_key)
     where id = (select blob_id from file_version where file_id = $1)`,
    [body.id],
  )
  return body.id
}

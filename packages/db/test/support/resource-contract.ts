import { actionTypeOf, type Defined, isDomainError, type Resource, type ResourceSpec } from '@groundwork/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { UnitOfWork, WorkContext } from '../../src/index.ts'
import type { Sample, SampleNeeds } from './sample.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'
import { type World, worldIn } from './world.ts'

export interface ContractSubject {
  readonly name: string
  readonly resource: Resource
  readonly sample: (needs: SampleNeeds) => Promise<Sample>
}

type AnyRow = Record<string, unknown> & { readonly version: number }
type AnyResource = Defined<ResourceSpec>

/**
 * What every resource promises, now and in future: rows of others do not exist, versions guard, each write leaves its traces.
 * Two organizations, every verb.
 */
export function describeResourceContract(subjects: readonly ContractSubject[]): void {
  let test: TestDatabase
  let world: World
  let role: string
  const theirs = { organization: '', user: '', owner: {} as WorkContext }
  const ours = { organization: '', user: '', owner: {} as WorkContext }

  beforeAll(async () => {
    test = await createTestDatabase()
    world = worldIn(test.database)
    role = (await test.sql<{ id: string }>(`select id from role where slug = 'member'`))[0]?.id ?? ''
    for (const side of [ours, theirs]) {
      side.organization = (await world.organization()).id
      const owner = await world.caller([side.organization])
      side.owner = owner
      side.user = owner.actor.userId
    }
  })
  afterAll(() => test.close())

  const needs = async (organization: string): Promise<SampleNeeds> => ({
    database: test.database,
    organization,
    role,
    user: (await world.user()).id,
  })
  const work = <Result>(as: WorkContext, use: (unit: UnitOfWork) => Promise<Result>) =>
    test.database.withUnitOfWork(as, use)

  /** The engine as code sees it that knows no resource by name. */
  const verbs = (given: Resource, as: WorkContext) => {
    const resource = given as AnyResource
    const reader = test.database.reader(as)
    return {
      insert: (values: Readonly<Record<string, unknown>>) =>
        work(as, (unit) => unit.insert(resource, values)) as Promise<AnyRow>,
      get: (key: string) => reader.get(resource, key) as Promise<AnyRow>,
      list: (query = {}) => reader.list(resource, { limit: 1000, ...query }),
      update: (key: string, changes: Readonly<Record<string, unknown>>, options = {}) =>
        work(as, (unit) => unit.update(resource, key, changes, options)) as Promise<AnyRow>,
      remove: (key: string) => work(as, (unit) => unit.remove(resource, key)) as Promise<AnyRow>,
      restore: (key: string) => work(as, (unit) => unit.restore(resource, key)) as Promise<AnyRow>,
    }
  }

  const isOwned = ({ resource }: ContractSubject) => resource.scope.kind === 'organization'
  const isShareable = ({ resource }: ContractSubject) =>
    resource.scope.kind === 'organization' && resource.scope.unowned === 'shared'
  const isWithheld = ({ resource }: ContractSubject) =>
    resource.scope.kind === 'organization' && resource.scope.unowned === 'system'
  const make = async ({ resource, sample }: ContractSubject, side = theirs) => {
    const { values, change } = await sample(await needs(side.organization))
    const row = await verbs(resource, world.system).insert(values)
    return { row, key: String(row[resource.key]), values, change }
  }

  describe.each(subjects)('$name', (subject) => {
    const { resource } = subject
    const asSystem = () => verbs(resource, world.system)

    it('is read back as it was written, in the shape of its definition', async () => {
      const { row, key, values } = await make(subject)
      expect(row).toMatchObject(values)
      expect(row.version).toBe(resource.appendOnly ? undefined : 1)
      const read = await asSystem().get(key)
      expect(read).toEqual(row)
      expect(Object.keys(read)).toEqual(resource.columns)
      expect(resource.read.parse(read)).toEqual(read)
    })

    if (!resource.appendOnly) {
      it('refuses a stale version', async () => {
        const { key, change } = await make(subject)
        expect((await asSystem().update(key, change, { expectedVersion: 1 })).version).toBe(2)
        await expect(asSystem().update(key, change, { expectedVersion: 1 })).rejects.toMatchObject({ code: 'stale' })
      })
    }

    it('leaves one audit entry and one event with every write', async () => {
      const { key, change } = await make(subject)
      if (!resource.appendOnly) {
        await asSystem().update(key, change)
        await asSystem().remove(key)
      }
      if (resource.softDelete) await asSystem().restore(key)
      const later = resource.appendOnly ? [] : ['updated', 'deleted', ...(resource.softDelete ? ['restored'] : [])]
      const expected = ['created', ...later]
      const entries = await test.sql<{ action: string; resource: string }>(
        'select action_type as action, resource from audit_entry where object_id = $1 order by created_at, id',
        [key],
      )
      const action = (event: string) => actionTypeOf({ resource: resource.name, event, changed: Object.keys(change) })
      expect(entries).toEqual(expected.map((event) => ({ action: action(event), resource: resource.name })))
      const events = await test.sql<{ topic: string }>(
        'select topic from outbox_event where object_id = $1 order by created_at, id',
        [key],
      )
      expect(events.map(({ topic }) => topic)).toEqual(expected.map((what) => `${resource.name}.${what}`))
    })

    it('does not exist for who cannot know it', async () => {
      const known = await asSystem().list()
      for (const key of [resource.key === 'id' ? world.unknownId() : 'NOWHERE', 'no-such-key', 'a\u0000b']) {
        expect(known.rows.some((row) => String((row as AnyRow)[resource.key]) === key)).toBe(false)
        await expect(verbs(resource, ours.owner).get(key)).rejects.toMatchObject({
          code: 'not_found',
          message: `No such ${resource.label}`,
        })
      }
    })

    it('takes no reference to a row of others', async () => {
      // Everything else is within reach, so that the reference alone is what is refused.
      const { values } = await subject.sample({ ...(await needs(ours.organization)), user: ours.user })
      for (const [field, { reference, write }] of Object.entries(resource.fields)) {
        const target = subjects.find(({ name }) => name === reference)
        const isHome =
          field === 'organization' || (resource.scope.kind === 'organization' && resource.scope.field === 'id')
        if (!target || write === 'never' || isHome || target.resource.scope.kind === 'global') continue
        const foreign = (await make(target)).key
        const attempts = [foreign, world.unknownId()].map((value) =>
          verbs(resource, ours.owner)
            .insert({ ...values, [field]: value })
            .catch((error: unknown) => error),
        )
        const told = (await Promise.all(attempts)).map(
          (error) => isDomainError(error) && [error.code, error.message, error.fields],
        )
        expect(told[0], field).toEqual(told[1])
        expect(told[0], field).toEqual(['invalid', 'Does not exist', { [field]: ['Does not exist'] }])
      }
    })
  })

  describe.each(subjects.filter(isOwned))('$name belongs to one organization', (subject) => {
    const { resource } = subject

    const apartFromReading = resource.appendOnly
      ? []
      : (['update', 'remove', ...(resource.softDelete ? (['restore'] as const) : [])] as const)
    it.each(['get', ...apartFromReading] as const)('%s answers not_found to a stranger', async (verb) => {
      const { key, change } = await make(subject)
      if (verb === 'restore') await verbs(resource, world.system).remove(key)
      const stranger = verbs(resource, ours.owner)
      const attempt = verb === 'update' ? stranger.update(key, change) : stranger[verb](key)
      await expect(attempt).rejects.toMatchObject({ code: 'not_found', message: `No such ${resource.label}` })
    })

    it('is in no list, search, count or trash of a stranger', async () => {
      const { key, row } = await make(subject)
      const gone = await make(subject)
      if (!resource.appendOnly) await verbs(resource, world.system).remove(gone.key)
      const stranger = verbs(resource, ours.owner)
      const pages = [
        await stranger.list({ withCount: true }),
        await stranger.list({ search: String(row[resource.title]) }),
        await stranger.list({ filter: { field: resource.key, op: 'eq', value: key } }),
        await stranger.list({ organizations: [theirs.organization] }),
        await stranger.list({ trash: true }),
      ]
      for (const { rows } of pages) {
        const keys = rows.map((found) => String((found as AnyRow)[resource.key]))
        expect(keys).not.toContain(key)
        expect(keys).not.toContain(gone.key)
      }
      expect(pages[0]?.count).toBe(pages[0]?.rows.length)
    })

    it('cannot be made in an organization of others', async () => {
      const { values } = await subject.sample(await needs(theirs.organization))
      await expect(verbs(resource, ours.owner).insert(values)).rejects.toMatchObject({
        code: 'not_found',
        message: 'No such organization',
      })
    })

    it('is not touched by a viewer', async () => {
      const { key, change } = await make(subject)
      const viewing = [{ resource: '*', action: 'view' }]
      const viewer = verbs(
        resource,
        await world.caller([theirs.organization, ...(resource.name === 'organization' ? [key] : [])], viewing),
      )
      expect(String((await viewer.get(key))[resource.key])).toBe(key)
      if (!resource.appendOnly) {
        await expect(viewer.update(key, change)).rejects.toMatchObject({ code: 'forbidden' })
        await expect(viewer.remove(key)).rejects.toMatchObject({ code: 'forbidden' })
      }
      const { values } = await subject.sample(await needs(theirs.organization))
      await expect(viewer.insert(values)).rejects.toMatchObject({ code: 'forbidden' })
    })
  })

  describe.each(subjects.filter(({ resource }) => resource.appendOnly))('$name is only added to', (subject) => {
    const { resource } = subject

    it('also by the system, a superuser and the owner of its organization', async () => {
      const { key, row, change } = await make(subject)
      for (const as of [world.system, await world.superuser(), theirs.owner]) {
        await expect(verbs(resource, as).update(key, change)).rejects.toThrow('never changes once it is made')
        await expect(verbs(resource, as).remove(key)).rejects.toThrow('never changes once it is made')
        await expect(verbs(resource, as).restore(key)).rejects.toThrow()
      }
      expect(await verbs(resource, world.system).get(key)).toEqual(row)
    })

    it('by nobody but the system', async () => {
      const { values } = await subject.sample(await needs(theirs.organization))
      const superuser = await world.caller([theirs.organization])
      for (const as of [theirs.owner, { actor: { ...superuser.actor, isSuperuser: true } }]) {
        await expect(verbs(resource, as).insert(values)).rejects.toMatchObject({ code: 'forbidden' })
      }
    })
  })

  describe.each(subjects.filter(isWithheld))('$name of no organization is the superuser’s alone', (subject) => {
    const { resource } = subject

    it('to get, list and count', async () => {
      const { values } = await subject.sample(await needs(theirs.organization))
      const row = await verbs(resource, world.system).insert({ ...values, organization: null })
      const key = String(row[resource.key])
      const filter = { field: resource.key, op: 'eq', value: key }
      for (const caller of [await world.caller([]), ours.owner, theirs.owner]) {
        await expect(verbs(resource, caller).get(key)).rejects.toMatchObject({ code: 'not_found' })
        const page = await verbs(resource, caller).list({ withCount: true, filter })
        expect([page.rows.length, page.count]).toEqual([0, 0])
      }
      const superuser = verbs(resource, await world.superuser())
      expect(await superuser.get(key)).toMatchObject({ organization: null })
      expect((await superuser.list({ withCount: true, filter })).count).toBe(1)
    })
  })

  describe.each(subjects.filter(({ resource }) => resource.scope.kind === 'self'))(
    '$name belongs to a person',
    (subject) => {
      it('does not exist for a stranger', async () => {
        const { key, change } = await make(subject)
        const stranger = verbs(subject.resource, ours.owner)
        await expect(stranger.get(key)).rejects.toMatchObject({ code: 'not_found' })
        await expect(stranger.update(key, change)).rejects.toMatchObject({ code: 'not_found' })
        const { rows } = await stranger.list()
        expect(rows.map((row) => String((row as AnyRow)[subject.resource.key]))).not.toContain(key)
      })
    },
  )

  describe.each(subjects.filter(isShareable))('$name of no organization is everybody’s', (subject) => {
    const { resource } = subject
    const share = async () => {
      const { values, change } = await subject.sample(await needs(theirs.organization))
      const row = await verbs(resource, world.system).insert({ ...values, organization: null })
      return { key: String(row[resource.key]), change }
    }

    it('to see, list and count', async () => {
      const { key } = await share()
      for (const anybody of [await world.caller([]), ours.owner, theirs.owner]) {
        const reader = verbs(resource, anybody)
        expect(await reader.get(key)).toMatchObject({ organization: null, version: 1 })
        const filter = { field: resource.key, op: 'eq', value: key }
        const pages = [
          await reader.list({ withCount: true, filter }),
          await reader.list({ withCount: true, filter, organizations: [ours.organization] }),
        ]
        for (const { rows, count } of pages) expect([rows.length, count]).toEqual([1, 1])
      }
    })

    it('and nobody’s but a superuser’s to make and change', async () => {
      const { key, change } = await share()
      const { values } = await subject.sample(await needs(ours.organization))
      const owner = verbs(resource, ours.owner)
      await expect(owner.update(key, change)).rejects.toMatchObject({ code: 'forbidden' })
      await expect(owner.remove(key)).rejects.toMatchObject({ code: 'forbidden' })
      await expect(owner.insert({ ...values, organization: null })).rejects.toMatchObject({ code: 'forbidden' })
      const superuser = verbs(resource, await world.superuser())
      expect((await superuser.update(key, change)).version).toBe(2)
      expect((await superuser.insert({ ...values, organization: null })).organization).toBeNull()
      await superuser.remove(key)
    })
  })

  describe.each(subjects.filter(({ resource }) => resource.scope.kind === 'global'))(
    '$name is everybody’s',
    (subject) => {
      it('to see, and nobody’s but a superuser’s to change', async () => {
        const { key, change } = await make(subject)
        const anybody = verbs(subject.resource, await world.caller([]))
        expect((await anybody.get(key)).version).toBe(1)
        await expect(anybody.update(key, change)).rejects.toMatchObject({ code: 'forbidden' })
        await expect(anybody.remove(key)).rejects.toMatchObject({ code: 'forbidden' })
        expect((await verbs(subject.resource, await world.superuser()).update(key, change)).version).toBe(2)
      })
    },
  )
}

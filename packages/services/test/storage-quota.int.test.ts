import { asSystem, type WorkContext } from '@groundwork/db'
import { Organization, type Principal, StoredFile } from '@groundwork/domain'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { deriveKeys } from '../src/config/index.ts'
import {
  getStoragePolicy,
  getStorageQuota,
  purgeFiles,
  readQuota,
  recountQuotas,
  updateStoragePolicy,
  updateStorageQuota,
  warnOfQuotas,
} from '../src/file/index.ts'
import { reserve } from '../src/file/reserve.ts'
import { createPrincipalCache } from '../src/identity/principal-cache.ts'
import { type MailMessage, sendQuotaWarning } from '../src/mail/index.ts'
import { moveOrganization } from '../src/organization/index.ts'
import { createFileWorld, type FileWorld, textLike } from './file-world.ts'

const system = asSystem('set a test up')
let world: FileWorld
beforeAll(async () => {
  world = await createFileWorld()
})
afterAll(() => world.close())

/** A tree of three, and an owner of all of it. */
let top: string
let middle: string
let leaf: string
let ada: WorkContext
beforeEach(async () => {
  const made = await world.member('owner')
  top = made.organization
  middle = await below(top)
  leaf = await below(middle)
  const { actor } = made.context
  const memberships = [top, middle, leaf].map((organization) => ({ ...actor.memberships[0], organization }))
  ada = { actor: { ...actor, memberships } } as WorkContext
})

let number = 0
const below = async (parent: string) => {
  number += 1
  const values = { name: `Part ${number}`, code: `PART-${number}`, organizationType: 'Company', parent }
  return (await world.database.withUnitOfWork(system, (work) => work.insert(Organization, values))).id
}
const upload = (organization: string, bytes: number) => {
  number += 1
  return world.upload(ada, { organization, fileName: 'a.txt', bytes: textLike(bytes, number) })
}
const used = async (organization: string) => (await readQuota(world.services, ada, organization)).usedBytes
const warnings = (organization: string) =>
  world.sql<{ payload: { threshold: number } }>(
    `select payload from outbox_event where topic = 'storageQuota.warning' and object_id = $1 order by id`,
    [organization],
  )
const thresholds = async (organization: string) =>
  (await warnings(organization)).map(({ payload }) => payload.threshold)

describe('a quota', () => {
  it('counts what lies below, and says what it is used for', async () => {
    await upload(top, 100)
    await upload(leaf, 1000)
    expect([await used(top), await used(middle), await used(leaf)]).toEqual([1100, 1000, 1000])
    const { breakdown, ownUsedBytes, level } = await getStorageQuota(world.services, ada, leaf)
    expect({ ownUsedBytes, level }).toEqual({ ownUsedBytes: 1000, level: 'fine' })
    expect(breakdown).toMatchObject({
      byKind: [{ kind: 'text', bytes: 1000, count: 1 }],
      byFolder: [{ folder: null, bytes: 1000, count: 1 }],
      byOwner: [{ bytes: 1000, count: 1 }],
      inTrash: { bytes: 0, count: 0 },
    })
  })

  it('counts equal bytes once in every part of the breakdown, and what is in the trash', async () => {
    const bytes = textLike(700, 1)
    const { id } = await world.upload(ada, { organization: leaf, fileName: 'a.txt', bytes })
    await world.upload(ada, { organization: leaf, fileName: 'b.txt', bytes })
    await world.makeAvailable(id)
    await world.database.withUnitOfWork(ada, (work) => work.remove(StoredFile, id))
    const { breakdown, usedBytes } = await getStorageQuota(world.services, ada, leaf)
    expect(usedBytes).toBe(700)
    for (const part of [breakdown?.byKind, breakdown?.byFolder, breakdown?.byOwner])
      expect(part?.map((entry) => entry.bytes)).toEqual([700])
  })

  it('counts what came through a link for whoever made the link, as it is their own', async () => {
    const { id } = await upload(leaf, 300)
    await world.sql('update file set uploaded_by_id = null where id = $1', [id])
    const { breakdown } = await getStorageQuota(world.services, ada, leaf)
    const { userId: user } = ada.actor as Principal
    expect(breakdown?.byOwner).toMatchObject([{ user, bytes: 300, count: 1 }])
  })

  it('is locked by whoever sets something aside in it, also where that is nothing, which fits into a full one', async () => {
    await upload(leaf, 10)
    await world.sql('update storage_quota set quota_bytes = 1 where organization_id = $1', [leaf])
    const free = () =>
      world.sql('select from storage_quota where organization_id = any($1) for update skip locked', [[top, leaf]])
    expect(await free()).toHaveLength(2)
    await world.database.withUnitOfWork(system, async (work) => {
      await reserve(work, { organization: leaf, bytes: 0 })
      expect(await free()).toEqual([])
    })
    const more = world.database.withUnitOfWork(system, (work) => reserve(work, { organization: leaf, bytes: 1 }))
    await expect(more).rejects.toMatchObject({ code: 'quota_exceeded' })
  })

  it('tells no parts to those who do not see every file', async () => {
    await upload(leaf, 10)
    const uploader = await world.person(leaf, 'uploader')
    expect(await getStorageQuota(world.services, uploader, leaf)).toMatchObject({ usedBytes: 10, breakdown: null })
    const stranger = (await world.member('owner')).context
    await expect(getStorageQuota(world.services, stranger, leaf)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is changed from above; warnings by the organization itself', async () => {
    const owner = await world.person(leaf, 'owner')
    const more = { organization: leaf, quotaBytes: 5000 }
    await expect(updateStorageQuota(world.services, owner, more)).rejects.toMatchObject({ reason: 'quota_not_yours' })
    expect(await updateStorageQuota(world.services, ada, more)).toMatchObject({ quotaBytes: 5000 })
    expect(await updateStorageQuota(world.services, owner, { organization: leaf, warningThreshold: 60 })).toMatchObject(
      {
        quotaBytes: 5000,
        warningThreshold: 60,
      },
    )
    const topMore = { organization: top, quotaBytes: 1 }
    await expect(updateStorageQuota(world.services, ada, topMore)).rejects.toMatchObject({ code: 'forbidden' })
    const member = await world.person(leaf, 'member')
    const lower = updateStorageQuota(world.services, member, { organization: leaf, warningThreshold: 10 })
    await expect(lower).rejects.toMatchObject({ code: 'forbidden' })
    const entries = await world.sql<{ changes: unknown }>(
      `select changes from audit_entry where resource = 'storageQuota' and object_id = $1 order by id`,
      [leaf],
    )
    expect(entries[0]?.changes).toMatchObject({ quotaBytes: { new: 5000 } })
  })

  it('may be less than what is used: then nothing new fits, and all that is there can be read and deleted', async () => {
    const { id } = await upload(leaf, 1000)
    await world.makeAvailable(id)
    await updateStorageQuota(world.services, ada, { organization: leaf, quotaBytes: 500 })
    await expect(upload(leaf, 1)).rejects.toMatchObject({ code: 'quota_exceeded' })
    await world.database.withUnitOfWork(ada, (work) => work.remove(StoredFile, id))
    await world.database.withUnitOfWork(ada, (work) => work.restore(StoredFile, id))
    await world.database.withUnitOfWork(ada, (work) => work.remove(StoredFile, id))
    await purgeFiles(world.services, ada, [id])
    expect((await upload(leaf, 100)).id).toBeDefined()
  })
})

describe('warnings', () => {
  it('come once for each threshold, also by two workers at once, and again after use has fallen', async () => {
    await updateStorageQuota(world.services, ada, { organization: leaf, quotaBytes: 1000 })
    const first = await upload(leaf, 850)
    await Promise.all([warnOfQuotas(world.services), warnOfQuotas(world.services)])
    await warnOfQuotas(world.services)
    expect(await thresholds(leaf)).toEqual([80])
    await upload(leaf, 110)
    await warnOfQuotas(world.services)
    await warnOfQuotas(world.services)
    expect(await thresholds(leaf)).toEqual([80, 95])
    expect(await readQuota(world.services, ada, leaf)).toMatchObject({ level: 'critical' })

    await world.makeAvailable(first.id)
    await world.database.withUnitOfWork(ada, (work) => work.remove(StoredFile, first.id))
    await purgeFiles(world.services, ada, [first.id])
    await warnOfQuotas(world.services)
    await upload(leaf, 750)
    await warnOfQuotas(world.services)
    expect(await thresholds(leaf)).toEqual([80, 95, 80])
  })

  it('tell the organization above whose room it is as well', async () => {
    await world.setQuota(top, 1000)
    await upload(leaf, 900)
    await warnOfQuotas(world.services)
    expect([await thresholds(top), await thresholds(leaf)]).toEqual([[80], []])
  })
})

describe('the mail of a warning', () => {
  it('goes to owners and administrators who are active, once each, and names what is full', async () => {
    const [owner, administrator, member, gone] = await Promise.all(
      ['owner', 'administrator', 'member', 'owner'].map((role) => world.person(leaf, role)),
    )
    for (const [person, slug, isActive] of [
      [owner, 'owner', true],
      [administrator, 'administrator', true],
      [member, 'member', true],
      [gone, 'owner', false],
    ] as const)
      await world.sql(
        `insert into membership (id, organization_id, user_id, role_id, is_active)
         select gen_random_uuid(), $1, $2, id, $4 from role where slug = $3 and organization_id is null`,
        [leaf, person?.actor.userId, slug, isActive],
      )
    await world.setQuota(leaf, 1000)
    await upload(leaf, 900)
    await warnOfQuotas(world.services)
    const [event] = await world.sql<{ id: string }>(
      `select id from outbox_event where topic = 'storageQuota.warning' and object_id = $1`,
      [leaf],
    )
    const mails: MailMessage[] = []
    const mail = { send: async (message: MailMessage) => void mails.push(message), close: async () => undefined }
    const services = { ...world.services, mail, keys: deriveKeys('a secret that is long enough for it') }
    await sendQuotaWarning(
      services,
      { event: event?.id ?? '', organization: leaf, objectId: leaf },
      async () => undefined,
    )
    const to = [owner, administrator].map((person) => `${person?.actor.username}@example.com`)
    expect(mails.map((message) => message.to).sort()).toEqual(to.sort())
    expect(new Set(mails.map(({ key }) => key)).size).toBe(2)
    expect(mails[0]?.subject).toMatch(/^Part \d+: 90 % of the storage is used$/)
  })
})

describe('the recount', () => {
  it('puts right what is off, everywhere above as well, and says so', async () => {
    await upload(leaf, 300)
    await world.sql(
      'update storage_quota set used_bytes = 7, reserved_bytes = 9, subtree_used_bytes = 1 where organization_id = $1',
      [leaf],
    )
    await world.sql('update storage_quota set subtree_used_bytes = 12345 where organization_id = $1', [top])
    expect(await recountQuotas(world.services)).toBeGreaterThan(0)
    expect([await used(top), await used(middle), await used(leaf)]).toEqual([300, 300, 300])
    expect(await world.quota(leaf)).toEqual({ used: 300, reserved: 0 })
    const [entry] = await world.sql<{ changes: unknown }>(
      `select changes from audit_entry where resource = 'storageQuota' and object_id = $1`,
      [leaf],
    )
    expect(entry?.changes).toEqual({ usedBytes: { old: 7, new: 300 }, reservedBytes: { old: 9, new: 0 } })
    expect(await recountQuotas(world.services)).toBe(0)
  })
})

describe('an organization that moves', () => {
  it('takes what it keeps with it', async () => {
    const other = await below(top)
    await upload(leaf, 400)
    await upload(middle, 50)
    const services = { database: world.database, principals: createPrincipalCache(() => new Date()) }
    const superuser = { actor: { ...(await world.person(top, 'owner')).actor, isSuperuser: true } }
    await moveOrganization(services, superuser, leaf, other)
    const sums = async (organization: string) => (await readQuota(world.services, superuser, organization)).usedBytes
    expect([await sums(top), await sums(middle), await sums(other), await sums(leaf)]).toEqual([450, 50, 400, 400])
    expect(await recountQuotas(world.services)).toBe(0)
  })
})

describe('the policy of an organization', () => {
  it('narrows what it takes, at once', async () => {
    await updateStoragePolicy(world.services, ada, {
      organization: leaf,
      rules: { blockedExtensions: ['txt'], maxBytes: { document: 10 } },
    })
    await expect(upload(leaf, 10)).rejects.toMatchObject({ reason: 'extension_blocked' })
    expect((await upload(middle, 10)).id).toBeDefined()
    const shown = await getStoragePolicy(world.services, await world.person(leaf, 'viewer'), leaf)
    expect(shown.effective).toMatchObject({ trashDays: 30, maxBytes: { document: 10 } })
    expect(shown.effective.blockedExtensions).toContain('txt')
  })

  it('is for those who may change the organization, and notices who was faster', async () => {
    const change = (as: WorkContext, version?: number) =>
      updateStoragePolicy(world.services, as, { organization: leaf, rules: { trashDays: 5 }, version })
    await expect(change(await world.person(leaf, 'manager'))).rejects.toMatchObject({ code: 'forbidden' })
    await expect(change((await world.member('owner')).context)).rejects.toMatchObject({ code: 'not_found' })
    const { version } = await change(ada, 0)
    await expect(
      updateStoragePolicy(world.services, ada, { organization: leaf, rules: {}, version: version - 1 }),
    ).rejects.toMatchObject({ code: 'stale' })
    expect(await change(ada, version)).toMatchObject({ version })
  })
})

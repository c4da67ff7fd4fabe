import { asSystem, type WorkContext } from '@groundwork/db'
import { Document, Folder, type RowOf, StoredFile } from '@groundwork/domain'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  changeFiles,
  copyFile,
  emptyTrash,
  fileActivity,
  fileUsedBy,
  holdFile,
  listFavourites,
  listFiles,
  nameConflicts,
  openDownload,
  purgeDueFiles,
  purgeFiles,
  releaseHold,
  removeDeadBytes,
  restoreFile,
  restoreFiles,
  setFavourite,
  updateFile,
  updateStoragePolicy,
} from '../src/file/index.ts'
import { createFileWorld, type FileWorld, nothingLeft, textLike } from './file-world.ts'

const DAY = 24 * 60 * 60
const system = asSystem('set a test up')

let world: FileWorld
beforeAll(async () => {
  world = await createFileWorld()
})
afterAll(() => world.close())

let home: string
let ada: WorkContext
let stranger: WorkContext
beforeEach(async () => {
  const made = await world.member('owner')
  home = made.organization
  ada = made.context
  stranger = (await world.member('owner')).context
})

let number = 0
async function file(given: { name?: string; folder?: string; bytes?: Buffer } = {}) {
  number += 1
  const { name = `note-${number}.txt`, bytes = textLike(1000, number), folder } = given
  const { id } = await world.upload(ada, { organization: home, fileName: name, bytes, ...(folder && { folder }) })
  await world.makeAvailable(id)
  return id
}

const remove = (id: string, as: WorkContext = ada) =>
  world.database.withUnitOfWork(as, (unit) => unit.remove(StoredFile, id))
const folder = async (name: string, parent: string | null = null) =>
  (await world.database.withUnitOfWork(ada, (unit) => unit.insert(Folder, { organization: home, name, parent }))).id
const nameOf = async (id: string) => (await world.database.reader(ada).get(StoredFile, id)).originalFilename
const trash = async (): Promise<RowOf<typeof StoredFile>[]> =>
  (await listFiles(world.services, ada, { trash: true, organizations: [home] })).rows
const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id).sort()

describe('purging', () => {
  it('takes the row out of sight, the versions, and in the end the bytes; the quota is free again', async () => {
    const id = await file()
    await setFavourite(world.services, ada, { id, isFavourite: true })
    await remove(id)
    expect(ids(await trash())).toEqual([id])
    expect((await world.quota(home)).used).toBe(1000)

    expect(await purgeFiles(world.services, ada, [id])).toBe(1)
    expect(await trash()).toEqual([])
    expect(await world.quota(home)).toEqual({ used: 0, reserved: 0 })
    await expect(restoreFile(world.services, ada, id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(purgeFiles(world.services, ada, [id])).rejects.toMatchObject({ code: 'not_found' })
    await expect(fileActivity(world.services, ada, { id, limit: 5 })).rejects.toMatchObject({ code: 'not_found' })

    await removeDeadBytes(world.services)
    expect(await world.traces(home)).toEqual({ ...nothingLeft, files: 1 })
    expect((await world.audit(home)).at(-1)).toMatchObject({ action: 'DELETE', object_id: id })
  })

  it('leaves bytes that another file is made of as well', async () => {
    const bytes = textLike(500, 1)
    const [one, other] = [await file({ bytes }), await file({ bytes })]
    expect((await world.quota(home)).used).toBe(500)
    await remove(one)
    await purgeFiles(world.services, ada, [one])
    await removeDeadBytes(world.services)
    expect((await world.quota(home)).used).toBe(500)
    const { open } = await openDownload(world.services, ada, { file: other, isInline: false, isHead: false })
    expect(open).toBeDefined()
    expect((await world.traces(home)).objects).toHaveLength(1)
  })

  it('is for what is in the trash, and for all or none', async () => {
    const [live, deleted] = [await file(), await file()]
    await remove(deleted)
    await expect(purgeFiles(world.services, ada, [deleted, live])).rejects.toMatchObject({ reason: 'not_deleted' })
    expect(ids(await trash())).toEqual([deleted])
  })

  it('is not for somebody who may only delete, and a stranger finds nothing', async () => {
    const id = await file()
    await remove(id)
    const member = await world.person(home, 'member')
    await expect(purgeFiles(world.services, member, [id])).rejects.toMatchObject({ code: 'forbidden' })
    await expect(purgeFiles(world.services, stranger, [id])).rejects.toMatchObject({ code: 'not_found' })
    await expect(emptyTrash(world.services, member, home)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(emptyTrash(world.services, stranger, home)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('goes on where a process died between bytes and rows', async () => {
    const id = await file()
    await remove(id)
    await purgeFiles(world.services, ada, [id])
    const before = await world.traces(home)
    await world.storage.remove(before.objects as never)
    await removeDeadBytes(world.services)
    expect(await world.sql('select id from blob where organization_id = $1', [home])).toEqual([])
  })

  it('does not wait for a restore to have a file scanned that was deleted before', async () => {
    const { id } = await world.upload(ada, { organization: home, fileName: 'a.txt', bytes: textLike(700, 1) })
    await remove(id)
    await expect(purgeFiles(world.services, ada, [id])).rejects.toMatchObject({ reason: 'under_way' })
    await world.scan(home, id)
    expect(await purgeFiles(world.services, ada, [id])).toBe(1)
    expect(await world.quota(home)).toEqual({ used: 0, reserved: 0 })
    await world.scan(home, id)
    expect(await trash()).toEqual([])
  })

  it('waits for a version that is on its way', async () => {
    const id = await file()
    await remove(id)
    await world.sql(`update file set new_version_status = 'receiving' where id = $1`, [id])
    await expect(purgeFiles(world.services, ada, [id])).rejects.toMatchObject({ reason: 'under_way' })
  })
})

describe('the days in the trash', () => {
  it('are those of the organization, thirty where it says nothing', async () => {
    const id = await file()
    await remove(id)
    world.wait(29 * DAY)
    await purgeDueFiles(world.services)
    expect(ids(await trash())).toEqual([id])
    world.wait(1.1 * DAY)
    await purgeDueFiles(world.services)
    expect(await trash()).toEqual([])
    world.wait(-30.1 * DAY)

    await updateStoragePolicy(world.services, ada, { organization: home, rules: { trashDays: 2 } })
    const second = await file()
    await remove(second)
    world.wait(2.1 * DAY)
    await purgeDueFiles(world.services)
    world.wait(-2.1 * DAY)
    expect(await trash()).toEqual([])
  })

  it('go on with the others where one file cannot be purged', async () => {
    const [stuck, other] = [await file(), await file()]
    for (const id of [stuck, other]) await remove(id)
    await world.asOwner(
      `create trigger stuck before update on file for each row when (old.id = '${stuck}') execute function refuse_held_change()`,
    )
    world.wait(31 * DAY)
    await purgeDueFiles(world.services)
    expect(ids(await trash())).toEqual([stuck])
    await world.asOwner('drop trigger stuck on file')
    await purgeDueFiles(world.services)
    world.wait(-31 * DAY)
    expect(await trash()).toEqual([])
  })

  it('take the folders along once nothing is in them', async () => {
    const top = await folder('Old')
    const below = await folder('Older', top)
    const id = await file({ folder: below })
    await world.database.withUnitOfWork(ada, (unit) => unit.remove(Folder, top))
    await holdFile(world.services, ada, { id, reason: 'a case' })
    world.wait(31 * DAY)
    await purgeDueFiles(world.services)
    const folders = () => world.sql<{ id: string }>('select id from folder where organization_id = $1', [home])
    expect(ids(await folders())).toEqual([top, below].sort())
    await releaseHold(world.services, ada, { id, reason: 'closed' })
    await purgeDueFiles(world.services)
    world.wait(-31 * DAY)
    expect(await folders()).toEqual([])
  })
})

describe('retention', () => {
  const receipt = async () => {
    number += 1
    const { id } = await world.upload(ada, {
      organization: home,
      fileName: `receipt-${number}.txt`,
      bytes: textLike(300, number),
      place: { system: 'accounting', objectType: 'receipt', objectId: `r${number}`, addTimestamp: false },
    })
    await world.makeAvailable(id)
    return id
  }

  it('keeps accounting for seven years from every purge, and lets it be deleted and restored', async () => {
    const id = await receipt()
    expect((await world.database.reader(ada).get(StoredFile, id)).retainUntil).not.toBeNull()
    await remove(id)
    await expect(purgeFiles(world.services, ada, [id])).rejects.toMatchObject({ code: 'conflict', reason: 'retained' })
    expect(await emptyTrash(world.services, ada, home)).toEqual({ purged: 0, kept: 1 })
    world.wait(2000 * DAY)
    await purgeDueFiles(world.services)
    expect(ids(await trash())).toEqual([id])
    world.wait(600 * DAY)
    await purgeDueFiles(world.services)
    world.wait(-2600 * DAY)
    expect(await trash()).toEqual([])
  })

  it('follows a rule that was made after the file had come', async () => {
    const id = await file()
    await remove(id)
    const retention = [{ system: 'workspace' as const, objectType: 'file', days: 100 }]
    await updateStoragePolicy(world.services, ada, { organization: home, rules: { retention } })
    await expect(purgeFiles(world.services, ada, [id])).rejects.toMatchObject({ reason: 'retained' })
  })
})

describe('a legal hold', () => {
  const held = { code: 'conflict', reason: 'legal_hold' }

  it('stands at every door: change, bulk change, delete, bulk delete, delete of the folder, replace, purge', async () => {
    const place = await folder('Evidence')
    const id = await file({ folder: place })
    await holdFile(world.services, ada, { id, reason: 'case 7' })
    await expect(updateFile(world.services, ada, id, { tags: ['x'] })).rejects.toMatchObject(held)
    await expect(changeFiles(world.services, ada, { ids: [id], addTags: ['x'] })).rejects.toMatchObject(held)
    await expect(remove(id)).rejects.toMatchObject(held)
    await expect(world.database.withUnitOfWork(ada, (unit) => unit.removeMany(StoredFile, [id]))).rejects.toMatchObject(
      held,
    )
    await expect(world.database.withUnitOfWork(ada, (unit) => unit.remove(Folder, place))).rejects.toMatchObject(held)
    const replaced = { organization: home, fileName: 'other.txt', replaces: id, bytes: textLike(9, 9) }
    await expect(world.upload(ada, replaced)).rejects.toMatchObject(held)
    expect(await world.database.reader(ada).find(Folder, place)).not.toBeNull()

    await releaseHold(world.services, ada, { id, reason: 'closed' })
    await remove(id)
    await holdFile(world.services, ada, { id, reason: 'case 8' })
    await expect(purgeFiles(world.services, ada, [id])).rejects.toMatchObject(held)
    expect(await emptyTrash(world.services, ada, home)).toEqual({ purged: 0, kept: 1 })
  })

  it('is kept by the database itself, whoever writes', async () => {
    const id = await file()
    await holdFile(world.services, ada, { id, reason: 'case 9' })
    for (const statement of [
      `update file set deleted_at = now() where id = $1`,
      `update file set original_filename = 'x' where id = $1`,
      `delete from file_version where file_id = $1`,
    ])
      await expect(world.sql(statement, [id])).rejects.toMatchObject(held)
  })

  it('is set and lifted by those who may, for a reason that stands in the trail', async () => {
    const id = await file()
    const manager = await world.person(home, 'manager')
    await expect(holdFile(world.services, manager, { id, reason: 'mine' })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(holdFile(world.services, stranger, { id, reason: 'mine' })).rejects.toMatchObject({
      code: 'not_found',
    })
    await holdFile(world.services, ada, { id, reason: 'case 10' })
    expect((await world.audit(home)).at(-1)?.context).toMatchObject({ reason: 'case 10' })
  })
})

describe('restoring', () => {
  it('gives a number to what finds its name taken, or refuses where that is asked for', async () => {
    const [one, two] = [await file({ name: 'plan.txt' }), await file({ name: 'plan.txt' })]
    await remove(one)
    const refused = restoreFile(world.services, ada, one, { ifTaken: 'refuse' })
    await expect(refused).rejects.toMatchObject({ code: 'conflict', reason: 'name_taken' })
    await restoreFile(world.services, ada, one)
    expect([await nameOf(one), await nameOf(two)]).toEqual(['plan (2).txt', 'plan.txt'])
  })

  it('asks for another place while its folder is in the trash', async () => {
    const place = await folder('Drafts')
    const id = await file({ folder: place })
    await remove(id)
    await world.database.withUnitOfWork(ada, (unit) => unit.remove(Folder, place))
    const refused = restoreFile(world.services, ada, id)
    await expect(refused).rejects.toMatchObject({ reason: 'reference_deleted', fields: { folder: ['Is deleted'] } })
    expect(await restoreFile(world.services, ada, id, { folder: null })).toMatchObject({
      folder: null,
      deletedAt: null,
    })
  })
})

describe('a copy', () => {
  it('is another file of the same bytes, which count once', async () => {
    const place = await folder('Copies')
    const id = await file({ name: 'a.txt' })
    const copy = await copyFile(world.services, ada, { id, folder: place })
    expect(copy).toMatchObject({ originalFilename: 'a.txt', folder: place, status: 'available', fileSize: 1000 })
    expect(await copyFile(world.services, ada, { id, folder: place })).toMatchObject({ originalFilename: 'a (2).txt' })
    expect((await world.quota(home)).used).toBe(1000)
    await remove(id)
    await purgeFiles(world.services, ada, [id])
    expect((await world.quota(home)).used).toBe(1000)
  })

  it('gets a free name however many of it there are, in a few statements', async () => {
    const place = await folder('Crowded')
    const id = await file({ name: 'a.txt' })
    const occupy = (numbers: string) =>
      world.asOwner(
        `insert into file (id, organization_id, folder_id, original_filename, file_path, status)
         select gen_random_uuid(), $1, $2::uuid, case n when 1 then 'a.txt' else 'a (' || n || ').txt' end, $2::uuid || '/' || n, 'available'
         from (${numbers}) numbers (n)`,
        [home, place],
      )
    await occupy('select generate_series(1, 12000)')
    expect(await copyFile(world.services, ada, { id, folder: place })).toMatchObject({
      originalFilename: 'a (12001).txt',
    })
    // Whoever takes the very numbers that are looked at has won nothing.
    await occupy('select 2 ^ exponent::int from generate_series(14, 19) exponent')
    const marked = await copyFile(world.services, ada, { id, folder: place })
    expect(marked.originalFilename).toMatch(/^a \([\da-f]{8}\)\.txt$/)
  })

  it('and what is restored at the same moment get names of their own', async () => {
    const place = await folder('Rush')
    const [id, one, other] = [
      await file({ name: 'a.txt' }),
      await file({ name: 'a.txt', folder: place }),
      await file({ name: 'a.txt', folder: place }),
    ]
    for (const deleted of [one, other]) await remove(deleted)
    await Promise.all([
      ...Array.from({ length: 6 }, () => copyFile(world.services, ada, { id, folder: place })),
      restoreFiles(world.services, ada, [one]),
      restoreFiles(world.services, ada, [other]),
    ])
    const names = await world.sql<{ name: string }>(
      'select original_filename as name from file where folder_id = $1 and deleted_at is null',
      [place],
    )
    expect(names.map(({ name }) => name).sort()).toEqual(
      ['a.txt', ...[2, 3, 4, 5, 6, 7, 8].map((number) => `a (${number}).txt`)].sort(),
    )
  })

  it('is refused of what is not known clean, and unknown to strangers', async () => {
    const id = await file()
    await expect(copyFile(world.services, stranger, { id, folder: null })).rejects.toMatchObject({ code: 'not_found' })
    await world.sql(`update file set status = 'quarantined' where id = $1`, [id])
    await expect(copyFile(world.services, ada, { id, folder: null })).rejects.toMatchObject({ code: 'not_available' })
  })
})

describe('what people keep of files', () => {
  it('favourites are their own', async () => {
    const id = await file()
    await setFavourite(world.services, ada, { id, isFavourite: true })
    await setFavourite(world.services, ada, { id, isFavourite: true })
    expect(await listFavourites(world.services, ada, home)).toEqual({ ids: [id] })
    expect(await listFavourites(world.services, await world.person(home, 'owner'), home)).toEqual({ ids: [] })
    await expect(setFavourite(world.services, stranger, { id, isFavourite: true })).rejects.toMatchObject({
      code: 'not_found',
    })
    await setFavourite(world.services, ada, { id, isFavourite: false })
    expect(await listFavourites(world.services, ada, home)).toEqual({ ids: [] })
  })

  it('used by names documents as far as the caller sees them, and says that there is more', async () => {
    const id = await file()
    expect(await fileUsedBy(world.services, ada, id)).toEqual({ usedBy: [], hidden: false })
    const document = await world.database.withUnitOfWork(system, (unit) =>
      unit.insert(Document, { organization: home, title: 'Contract', file: id }),
    )
    expect(await fileUsedBy(world.services, ada, id)).toMatchObject({
      usedBy: [{ resource: 'document', count: 1, rows: [{ id: document.id, title: 'Contract' }] }],
      hidden: false,
    })
    await expect(remove(id)).rejects.toMatchObject({ reason: 'in_use' })
    const { actor } = await world.person(home, 'viewer')
    const memberships = [
      { organization: home, role: 'files', attributes: {}, grants: [{ resource: 'file', action: 'view' }] },
    ]
    const filesAlone = { actor: { ...actor, memberships } }
    expect(await fileUsedBy(world.services, filesAlone, id)).toEqual({ usedBy: [], hidden: true })
    const uploader = await world.person(home, 'uploader')
    await expect(fileUsedBy(world.services, uploader, id)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('activity tells who did what, the newest first, to those who see the file', async () => {
    const id = await file()
    await openDownload(world.services, ada, { file: id, isInline: false, isHead: false })
    const { rows } = await fileActivity(world.services, ada, { id, limit: 10 })
    expect(rows.map(({ actionType }) => actionType)).toContain('DOWNLOAD')
    expect(rows.at(-1)?.actorLabel).toMatch(/^user-/)
    await expect(fileActivity(world.services, stranger, { id, limit: 10 })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('name conflicts are told for a folder, by the names as they will be kept', async () => {
    const place = await folder('Inbox')
    const id = await file({ name: 'same.txt', folder: place })
    const ask = (at: string | null, as: WorkContext = ada) =>
      nameConflicts(world.services, as, { organization: home, folder: at, names: ['dir/same.txt', 'new.txt'] })
    expect(await ask(place)).toEqual([{ name: 'dir/same.txt', id }])
    expect(await ask(null)).toEqual([])
    await expect(ask(place, stranger)).rejects.toMatchObject({ code: 'not_found' })
    await expect(ask(v7())).rejects.toMatchObject({ code: 'not_found' })
  })
})

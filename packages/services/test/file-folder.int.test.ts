import type { WorkContext } from '@groundwork/db'
import { Folder, StoredFile } from '@groundwork/domain'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ensureFolders, restoreFolder } from '../src/file/index.ts'
import { bulk, catalogue, trees } from '../src/index.ts'
import { createFileWorld, type FileWorld, textLike } from './file-world.ts'

let world: FileWorld
beforeAll(async () => {
  world = await createFileWorld()
})
afterAll(() => world.close())

let home: string
let ada: WorkContext
beforeEach(async () => {
  const made = await world.member('owner')
  home = made.organization
  ada = made.context
})

const folder = (name: string, parent: string | null = null) =>
  catalogue.folder.create(world.services, ada, { organization: home, name, parent })
let number = 0
async function file(at: string | null, name = 'a.txt') {
  number += 1
  const bytes = textLike(100, number)
  return (await world.upload(ada, { organization: home, fileName: name, folder: at, bytes })).id
}
const remove = (id: string) => catalogue.folder.remove(world.services, ada, id)
const isLive = async (resource: typeof Folder | typeof StoredFile, id: string) =>
  (await world.database.reader(ada).find(resource as typeof Folder, id)) !== null

describe('deleting a folder', () => {
  it('takes all that is in it along, and restoring it brings back exactly that', async () => {
    const top = await folder('Top')
    const below = await folder('Below', top.id)
    const earlier = await file(below.id)
    await world.database.withUnitOfWork(ada, (work) => work.remove(StoredFile, earlier))
    const gone = await folder('Gone before', top.id)
    await remove(gone.id)
    const kept = [await file(top.id), await file(below.id), await file(below.id)]

    await remove(top.id)
    for (const id of kept) expect(await isLive(StoredFile, id)).toBe(false)
    expect(await isLive(Folder, below.id)).toBe(false)

    await restoreFolder(world.services, ada, top.id)
    for (const id of kept) expect(await isLive(StoredFile, id)).toBe(true)
    expect(await isLive(Folder, below.id)).toBe(true)
    expect(await isLive(StoredFile, earlier)).toBe(false)
    expect(await isLive(Folder, gone.id)).toBe(false)
    const [entry] = await world.sql<{ action: string; context: { because: string } }>(
      'select action_type as action, context from audit_entry where object_id = $1 order by id desc limit 1',
      [kept[1]],
    )
    expect(entry).toMatchObject({ action: 'RESTORE', context: { because: `folder ${top.id}` } })
  })

  it('takes thousands of files along and back, in batches', async () => {
    const top = await folder('Many')
    await world.asOwner(
      `insert into file (id, organization_id, folder_id, original_filename, file_path, status)
       select gen_random_uuid(), $1, $2::uuid, 'f' || n, $2::uuid || '/f' || n, 'available' from generate_series(1, 2500) n`,
      [home, top.id],
    )
    const live = async () => {
      const [row] = await world.sql<{ count: number }>(
        'select count(*)::int as count from file where folder_id = $1 and deleted_at is null',
        [top.id],
      )
      return row?.count
    }
    await remove(top.id)
    expect(await live()).toBe(0)
    await restoreFolder(world.services, ada, top.id)
    expect(await live()).toBe(2500)
  })

  it('leaves purged files where they are', async () => {
    const top = await folder('Half')
    const id = await file(top.id)
    await world.makeAvailable(id)
    await remove(top.id)
    await world.sql(`update file set status = 'purged', folder_id = null where id = $1`, [id])
    await restoreFolder(world.services, ada, top.id)
    expect(await isLive(StoredFile, id)).toBe(false)
  })
})

describe('restoring a folder', () => {
  it('finds another name where its own is taken, and another place where the one above is gone', async () => {
    const top = await folder('Top')
    const below = await folder('Plans', top.id)
    const id = await file(below.id)
    await remove(below.id)
    await folder('Plans', top.id)
    await remove(top.id)
    await expect(restoreFolder(world.services, ada, below.id)).rejects.toMatchObject({ reason: 'parent_deleted' })
    await folder('Plans')
    const refused = restoreFolder(world.services, ada, below.id, { parent: null, ifTaken: 'refuse' })
    await expect(refused).rejects.toMatchObject({ reason: 'name_taken' })
    const back = await restoreFolder(world.services, ada, below.id, { parent: null })
    expect(back).toMatchObject({ name: 'Plans (2)', parent: null, deletedAt: null })
    expect(await isLive(StoredFile, id)).toBe(true)
    expect(await trees.folder.ancestors(world.services, ada, below.id)).toEqual([])
  })

  it('of several that were deleted together brings each back once', async () => {
    const top = await folder('One')
    const below = await folder('Two', top.id)
    expect(await bulk.folder.removeMany(world.services, ada, [top.id, below.id])).toBe(2)
    expect(await bulk.folder.restoreMany(world.services, ada, [below.id, top.id])).toBe(2)
    expect([await isLive(Folder, top.id), await isLive(Folder, below.id)]).toEqual([true, true])
  })
})

describe('folders by their paths', () => {
  const ensure = (paths: readonly string[], parent: string | null = null, as: WorkContext = ada) =>
    ensureFolders(world.services, as, { organization: home, parent, paths })
  const names = async () =>
    (await world.database.reader(ada).list(Folder, { organizations: [home], limit: 200 })).rows.map(({ name }) => name)

  it('are made where they are missing, each once', async () => {
    const [ab, ac] = await ensure(['a/b', 'a/c', 'a/b'])
    expect(await names()).toEqual(['a', 'b', 'c'])
    expect(await ensure(['/a//b/'])).toEqual([{ path: '/a//b/', id: ab?.id }])
    expect((await trees.folder.ancestors(world.services, ada, ac?.id ?? '')).map(({ name }) => name)).toEqual(['a'])
  })

  it('come to the same folders when many ask at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => ensure(['x/y/z', 'x/y/w'])))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(await names()).toEqual(['w', 'x', 'y', 'z'])
  })

  it.each(['../up', 'a/../b', '', '/', Array.from({ length: 41 }, () => 'd').join('/')])('refuse %j', async (path) => {
    await expect(ensure([path])).rejects.toMatchObject({ code: 'invalid' })
    expect(await names()).toEqual([])
  })

  it('are not for those who may not add, and not in another organization', async () => {
    const viewer = await world.person(home, 'viewer')
    await expect(ensure(['a'], null, viewer)).rejects.toMatchObject({ code: 'forbidden' })
    const stranger = (await world.member('owner')).context
    await expect(ensure(['a'], null, stranger)).rejects.toMatchObject({ code: 'not_found' })
    const { organization } = await world.member('owner')
    const mine = await folder('mine')
    const elsewhere = ensureFolders(world.services, stranger, { organization, parent: mine.id, paths: ['a'] })
    await expect(elsewhere).rejects.toMatchObject({ code: 'not_found' })
    expect(await names()).toEqual(['mine'])
  })

  it('count as people do', async () => {
    await ensure(['scan 10', 'scan 2', 'scan 1'])
    expect(await names()).toEqual(['scan 1', 'scan 2', 'scan 10'])
  })
})

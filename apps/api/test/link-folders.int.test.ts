import { asSystem } from '@groundwork/db'
import { Folder } from '@groundwork/domain'
import { afterAll, describe, expect, it } from 'vitest'
import { type Inbox, linkInboxes } from './support/link-inboxes.ts'
import { createLinkScene } from './support/link-scene.ts'

const scene = await createLinkScene()
const { api, home, owner, maker, folderOf, linkTo } = scene
const { inbox, bring, post, treeOf } = linkInboxes(scene)
afterAll(() => api.stop())

describe('a tree through an upload-only link', () => {
  it('arrives whole, by tus and as forms, also when all of it comes at once', async () => {
    const box = await inbox()
    const paths = ['a.txt', 'Trip/b.txt', 'Trip/Day 1/c.txt', 'Trip/Day 1/d.txt', 'Trip/Day 2/Morning/e.txt']
    const more = ['Trip/f.txt', 'Trip/Day 1/g.txt', 'Other/h.txt']
    const answers = await Promise.all([
      ...paths.map((path) => bring(box, path)),
      ...more.map((path) => post(box, path)),
    ])
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201))
    expect(await treeOf(box.folder)).toEqual(
      [...paths, ...more, 'Trip/', 'Trip/Day 1/', 'Trip/Day 2/', 'Trip/Day 2/Morning/', 'Other/'].sort(),
    )
  })

  it('comes in pieces too, and its folders are made when a file is whole', async () => {
    const box = await inbox()
    const path = await box.tus.begun(6, { filename: 'long.txt', relative_path: 'Clips/2026/long.txt' })
    expect((await box.tus.send(path, 0, Buffer.from('abc'))).status).toBe(204)
    expect(await treeOf(box.folder)).toEqual([])
    expect((await box.tus.send(path, 3, Buffer.from('def'))).status).toBe(204)
    expect(await treeOf(box.folder)).toEqual(['Clips/', 'Clips/2026/', 'Clips/2026/long.txt'])
  })

  it('joins what came by the same link; a name twice in it gets a number', async () => {
    const box = await inbox()
    for (const text of ['one', 'two']) expect((await bring(box, 'Photos/a.txt', text)).status).toBe(201)
    expect((await post(box, 'Photos/a.txt', 'three')).body).toMatchObject({ name: 'a.txt' })
    expect(await treeOf(box.folder)).toEqual(['Photos/', 'Photos/a (2).txt', 'Photos/a (3).txt', 'Photos/a.txt'])
  })

  it('never lands in a folder that was there before, and whoever brings it is not told', async () => {
    const [box, empty] = [await inbox(), await inbox()]
    await folderOf(maker, 'Photos', box.folder)
    await folderOf(maker, 'Photos (2)', box.folder)
    const answers = await Promise.all([post(box, 'Photos/a.txt'), post(empty, 'Photos/a.txt')])
    expect(answers[0]?.body).toEqual(answers[1]?.body)
    expect((await bring(box, 'Photos/b.txt')).status).toBe(201)
    expect((await bring(box, 'Photos (2)/c.txt')).status).toBe(201)
    expect(await treeOf(box.folder)).toEqual(
      [
        'Photos/',
        'Photos (2)/',
        'Photos (3)/',
        'Photos (3)/a.txt',
        'Photos (3)/b.txt',
        'Photos (4)/',
        'Photos (4)/c.txt',
      ].sort(),
    )
  })

  it('of another link to the same folder goes beside it', async () => {
    const box = await inbox()
    const { token } = await linkTo(maker, 'folders', box.folder, { kind: 'upload' })
    expect((await bring(box, 'Photos/a.txt')).status).toBe(201)
    expect((await post({ token }, 'Photos/b.txt')).status).toBe(201)
    expect(await treeOf(box.folder)).toEqual(['Photos (2)/', 'Photos (2)/b.txt', 'Photos/', 'Photos/a.txt'])
  })

  it.each(['v1.2', 'x'.repeat(250)])(
    'goes beside as many as there are of a name, whatever it ends in',
    async (name) => {
      const box = await inbox()
      const beside = [
        box,
        ...(await Promise.all([0, 1].map(() => linkTo(maker, 'folders', box.folder, { kind: 'upload' })))),
      ]
      for (const { token } of beside) expect((await post({ token }, `${name}/a.txt`)).status).toBe(201)
      const numbered = (number: number) => `${name.slice(0, 240)} (${number})`
      expect((await treeOf(box.folder)).filter((path) => path.endsWith('/'))).toEqual(
        [name, numbered(2), numbered(3)].map((path) => `${path}/`).sort(),
      )
    },
  )

  it('of many links to the same folder at once goes beside each other', async () => {
    const box = await inbox()
    const links = await Promise.all(
      Array.from({ length: 12 }, () => linkTo(maker, 'folders', box.folder, { kind: 'upload' })),
    )
    const answers = await Promise.all(links.map(({ token }) => post({ token }, 'Photos/a.txt')))
    expect(answers.map(({ status }) => status)).toEqual(links.map(() => 201))
    expect(await treeOf(box.folder)).toHaveLength(24)
  })

  it('goes beside a folder that somebody makes by hand at the same moment', async () => {
    const box = await inbox()
    const waiting = `select from pg_locks where not granted and locktype = 'transactionid'`
    const system = asSystem('make a folder slowly')
    const bringing = await api.services.database.withUnitOfWork(system, async (work) => {
      await work.insert(Folder, { organization: home, parent: box.folder, name: 'Photos' })
      const brought = bring(box, 'Photos/a.txt')
      await expect.poll(async () => (await api.sql(waiting)).length).toBeGreaterThan(0)
      return { brought }
    })
    expect((await bringing.brought).status).toBe(201)
    expect(await treeOf(box.folder)).toEqual(['Photos (2)/', 'Photos (2)/a.txt', 'Photos/'])
  })

  it('follows a folder that was renamed since, and none that was shared, linked, moved or deleted', async () => {
    const made = async () => {
      const box = await inbox()
      expect((await bring(box, 'Photos/a.txt')).status).toBe(201)
      const { body } = await maker('GET', `/folders/?parent=${box.folder}`)
      return { box, photos: body.results[0] as { id: string; version: number } }
    }
    const after = async (box: Inbox) => {
      expect((await bring(box, 'Photos/b.txt')).status).toBe(201)
      return treeOf(box.folder)
    }
    const apart = ['Photos (2)/', 'Photos (2)/b.txt', 'Photos/', 'Photos/a.txt']

    const renamed = await made()
    const named = await owner('PATCH', `/folders/${renamed.photos.id}/`, { name: 'Of the client' })
    expect(named.status).toBe(200)
    expect(await after(renamed.box)).toEqual(['Of the client/', 'Of the client/a.txt', 'Of the client/b.txt'])

    const shared = await made()
    const share = { user: maker.id, permission: 'view' }
    expect((await owner('POST', `/folders/${shared.photos.id}/shares/`, share)).status).toBe(201)
    expect(await after(shared.box)).toEqual(apart)

    const linked = await made()
    await linkTo(owner, 'folders', linked.photos.id, { kind: 'download' })
    expect(await after(linked.box)).toEqual(apart)

    const moved = await made()
    const elsewhere = await folderOf(maker, `Elsewhere ${Math.random()}`)
    const { id } = moved.photos
    expect((await owner('POST', `/folders/${id}/move/`, { parent: elsewhere })).status).toBe(200)
    expect(await after(moved.box)).toEqual(['Photos/', 'Photos/b.txt'])
    expect(await treeOf(id)).toEqual(['a.txt'])

    const deleted = await made()
    expect((await owner('DELETE', `/folders/${deleted.photos.id}/`)).status).toBeLessThan(300)
    expect(await after(deleted.box)).toEqual(['Photos/', 'Photos/b.txt'])
  })
})

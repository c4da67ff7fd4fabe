import { asSystem } from '@groundwork/db'
import { Folder } from '@groundwork/domain'
import { reapUploadSessions } from '@groundwork/services'
import { afterAll, describe, expect, it } from 'vitest'
import { createLinkScene } from './support/link-scene.ts'
import { bytesType, sessionOf, tusCalls } from './support/tus-calls.ts'

const { api, home, owner, maker, follow, formOf, folderOf, linkTo } = await createLinkScene()
afterAll(() => api.stop())

async function inbox(terms: object = {}, by = maker) {
  const folder = await folderOf(by, `Inbox ${Math.random()}`)
  const { id: link, token } = await linkTo(by, 'folders', folder, { kind: 'upload', ...terms })
  return { folder, link, token, tus: tusCalls(api.url, { 'X-Upload-Link': token }) }
}
type Inbox = Awaited<ReturnType<typeof inbox>>

const nameOf = (path: string) => path.split('/').at(-1) ?? ''

/** One file in one request, as tus. */
async function bring({ tus }: Pick<Inbox, 'tus'>, path: string, text = 'abc') {
  const metadata = { filename: nameOf(path), relative_path: path }
  const answer = await tus.begin(text.length, metadata, { body: Buffer.from(text), headers: bytesType })
  return { status: answer.status, body: answer.status === 201 ? {} : await answer.json() }
}

/** The same as a form. */
const post = ({ token }: Pick<Inbox, 'token'>, path: string, text = 'abc') =>
  follow(token, '/upload', { method: 'POST', body: formOf(text, nameOf(path), { relative_path: path }) })

/** The same before it is sent: its type, and its bytes. */
async function formBytes(path: string): Promise<[string, ArrayBuffer]> {
  const form = new Response(formOf('abc', nameOf(path), { relative_path: path }))
  return [form.headers.get('content-type') ?? '', await form.arrayBuffer()]
}

/** All that lies below a folder now, by its path from there. */
async function treeOf(folder: string): Promise<string[]> {
  const rows = await api.sql<{ path: string }>(
    `with recursive below as (
       select id, '' collate "C" as place from folder where id = $1
       union all
       select f.id, b.place || f.name collate "C" || '/' from folder f join below b on f.parent_id = b.id where f.deleted_at is null)
     select place as path from below where place <> ''
     union all select b.place || f.original_filename collate "C" from file f join below b on b.id = f.folder_id where f.deleted_at is null
     order by 1`,
    [folder],
  )
  return rows.map(({ path }) => path).sort()
}

const invalid = (reason: string) => ({
  status: 400,
  body: { code: 'invalid', reason, errors: { relative_path: [expect.any(String)] } },
})
const tooMany = {
  status: 413,
  body: { code: 'quota_exceeded', reason: 'too_many_folders', errors: { relative_path: [expect.any(String)] } },
}

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

describe('a path through an upload-only link', () => {
  it.each([
    ['leads up', '../a.txt', 'invalid_path'],
    ['leads up on its way', 'a/../../b.txt', 'invalid_path'],
    ['leads up from the root', '/../../etc/passwd.txt', 'invalid_path'],
    ['is too deep', `${'a/'.repeat(21)}b.txt`, 'path_too_deep'],
    ['is too long', `${'abcdefghi/'.repeat(410)}b.txt`, 'path_too_long'],
  ])('is refused where it %s', async (_, path, reason) => {
    const box = await inbox()
    expect(await bring(box, path)).toMatchObject(invalid(reason))
    expect(await post(box, path)).toMatchObject(invalid(reason))
    expect(await treeOf(box.folder)).toEqual([])
  })

  it.each([
    ['an absolute one', '/etc/cron.d/a.txt', ['etc/', 'etc/cron.d/', 'etc/cron.d/a.txt']],
    ['a drive', 'C:\\Windows\\System32/a.txt', ['System32/', 'System32/a.txt']],
    ['backslashes', '..\\..\\up/a.txt', ['up/', 'up/a.txt']],
    ['nothing between slashes', 'a//./b/a.txt', ['a/', 'a/b/', 'a/b/a.txt']],
    ['a null byte', 'a\u0000b/a.txt', ['ab/', 'ab/a.txt']],
    ['a right-to-left mark', 'gpj\u202e.exe/a.txt', ['gpj.exe/', 'gpj.exe/a.txt']],
    ['nothing but what hides', '\u200b\u202e/a.txt', ['file/', 'file/a.txt']],
    ['dots and blanks', '.. /.../a.txt', ['file/', 'file/file/', 'file/file/a.txt']],
    ['names that systems keep', 'CON/.htaccess/a.txt', ['CON/', 'CON/.htaccess/', 'CON/.htaccess/a.txt']],
    ['letters in two pieces', 'Cafe\u0301/a.txt', ['Café/', 'Café/a.txt']],
    ['half a letter', 'a\ud800b/a.txt', ['a\ufffdb/', 'a\ufffdb/a.txt']],
  ])('with %s leads below the folder all the same', async (_, path, expected) => {
    const box = await inbox()
    expect(await bring(box, path)).toMatchObject({ status: 201 })
    expect(await post(box, path.replace('a.txt', 'b.txt'))).toMatchObject({ status: 201 })
    const both = [...expected, `${expected.at(-1)?.replace(/a\.txt$/, 'b.txt')}`]
    expect(await treeOf(box.folder)).toEqual(both.sort())
  })

  it('tells names apart by their case, as everywhere, and shortens what no folder can be called', async () => {
    const box = await inbox()
    for (const path of ['Photos/a.txt', 'photos/a.txt', `${'é'.repeat(200)}/a.txt`])
      expect((await bring(box, path)).status).toBe(201)
    const tree = await treeOf(box.folder)
    expect(tree).toEqual(expect.arrayContaining(['Photos/a.txt', 'photos/a.txt', `${'é'.repeat(127)}/a.txt`]))
  })

  it('comes before the file in a form', async () => {
    const box = await inbox()
    const late = formOf('abc'.repeat(1_000_000), 'a.txt')
    late.append('relative_path', 'Photos/a.txt')
    expect(await follow(box.token, '/upload', { method: 'POST', body: late })).toMatchObject(invalid('field_too_late'))
    const other = formOf('abc', 'a.txt', { folder: box.folder })
    expect((await follow(box.token, '/upload', { method: 'POST', body: other })).body).toMatchObject({
      reason: 'unknown_field',
    })
    expect(await treeOf(box.folder)).toEqual([])
  })

  it('has no room below a folder that lies deep itself', async () => {
    const box = await inbox()
    await api.sql(`update folder set depth = 48 where id = $1`, [box.folder])
    expect(await bring(box, 'a/b/c/d.txt')).toMatchObject(invalid('path_too_deep'))
    expect((await bring(box, 'a/b/d.txt')).status).toBe(201)
  })
})

describe('the folders of strangers', () => {
  const madeBefore = (box: Inbox, count: number, at: string) =>
    api.sql(
      `insert into link_folder (organization_id, link_id, parent_id, name, folder_id, created_at)
       select $1, $2, $3, 'made ' || n, $3, now() - $5::interval from generate_series(1, $4) n`,
      [home, box.link, box.folder, count, at],
    )

  it('are so many of a link, and of a link in a day; what is there is joined all the same', async () => {
    const [lately, long] = [await inbox(), await inbox()]
    expect((await bring(lately, 'Photos/a.txt')).status).toBe(201)
    await madeBefore(lately, 998, '1 hour')
    for (const door of [bring, post]) expect(await door(lately, 'Clips/2026/a.txt')).toMatchObject(tooMany)
    expect((await bring(lately, 'Photos/b.txt')).status).toBe(201)
    expect((await bring(lately, 'Clips/a.txt')).status).toBe(201)
    expect(await bring(lately, 'More/a.txt')).toMatchObject(tooMany)
    expect((await bring(lately, 'c.txt')).status).toBe(201)

    await madeBefore(long, 10_000, '3 days')
    expect(await bring(long, 'Photos/a.txt')).toMatchObject(tooMany)
    await api.sql('delete from link_folder where link_id = any($1)', [[lately.link, long.link]])
  })

  it('are so many of all links of an organization in a day', async () => {
    const boxes = await Promise.all([0, 1, 2, 3, 4, 5].map(() => inbox()))
    for (const box of boxes) await madeBefore(box, 840, '2 hours')
    const [box] = boxes
    expect(box && (await bring(box, 'Photos/a.txt'))).toMatchObject(tooMany)
    await api.sql(`update link_folder set created_at = now() - interval '25 hours'`)
    expect(box && (await bring(box, 'Photos/a.txt')).status).toBe(201)
  })

  it('are counted again when the file has come: twenty that wait at the limit do not pass it together', async () => {
    const box = await inbox()
    await madeBefore(box, 999, '1 hour')
    const paths = [
      await box.tus.begun(3, { filename: 'a.txt', relative_path: 'A/a.txt' }),
      await box.tus.begun(3, { filename: 'b.txt', relative_path: 'B/b.txt' }),
    ]
    const answers: number[] = []
    for (const path of paths) answers.push((await box.tus.send(path, 0, Buffer.from('abc'))).status)
    expect(answers).toEqual([204, 413])
    expect(await treeOf(box.folder)).toEqual(['A/', 'A/a.txt'])
  })

  it('are not made for what is refused, given up, left or has no room', async () => {
    const box = await inbox()
    const picture = '%PDF-1.7 is no picture'
    expect((await bring(box, 'Photos/a.png', picture)).status).toBe(415)
    expect((await post(box, 'Photos/a.png', picture)).status).toBe(415)
    const [given, left] = [
      await box.tus.begun(10, { filename: 'a.txt', relative_path: 'Photos/a.txt' }),
      await box.tus.begun(10, { filename: 'b.txt', relative_path: 'Photos/b.txt' }),
    ]
    expect((await box.tus.ask('DELETE', given)).status).toBe(204)
    await api.sql(`update upload_session set expires_at = now() - interval '1 minute' where id = $1`, [sessionOf(left)])
    await reapUploadSessions(api.services)

    await api.sql('update storage_quota set quota_bytes = 1 where organization_id = $1', [home])
    for (const door of [bring, post]) {
      const { status, body } = await door(box, 'Photos/a.txt', 'too much')
      expect([status, body.code]).toEqual([413, 'quota_exceeded'])
    }
    const [type, whole] = await formBytes('Photos/a.txt')
    const unsized = {
      method: 'POST',
      body: new Blob([whole]).stream(),
      duplex: 'half',
      headers: { 'Content-Type': type },
    }
    expect((await follow(box.token, '/upload', unsized as RequestInit)).status).toBe(413)
    await api.sql('update storage_quota set quota_bytes = 1000000000 where organization_id = $1', [home])
    expect(await treeOf(box.folder)).toEqual([])
  })

  it('are not made once the link has ended, also in the middle of a tree', async () => {
    const revoked = await inbox()
    const path = await revoked.tus.begun(3, { filename: 'b.txt', relative_path: 'Photos/b.txt' })
    expect((await maker('DELETE', `/links/${revoked.link}/`)).status).toBeLessThan(300)
    expect((await revoked.tus.send(path, 0, Buffer.from('abc'))).status).toBe(404)

    const ended = await inbox()
    expect((await bring(ended, 'Photos/a.txt')).status).toBe(201)
    await api.sql(`update file_link set expires_at = now() - interval '1 minute' where id = $1`, [ended.link])
    expect(await bring(ended, 'Photos/b.txt')).toMatchObject({ status: 410, body: { reason: 'link_expired' } })
    expect(await treeOf(revoked.folder)).toEqual([])
    expect(await treeOf(ended.folder)).toEqual(['Photos/', 'Photos/a.txt'])
  })

  it('are not made where the folder of the link is gone', async () => {
    const box = await inbox()
    expect((await bring(box, 'Photos/a.txt')).status).toBe(201)
    const waiting = await box.tus.begun(3, { filename: 'b.txt', relative_path: 'Photos/Deep/b.txt' })
    expect((await maker('DELETE', `/folders/${box.folder}/`)).status).toBeLessThan(300)
    expect((await box.tus.send(waiting, 0, Buffer.from('abc'))).status).toBe(404)
    expect((await bring(box, 'Clips/a.txt')).status).toBe(404)
  })

  it('move along with the folder of the link', async () => {
    const box = await inbox()
    const path = await box.tus.begun(3, { filename: 'b.txt', relative_path: 'Photos/b.txt' })
    expect((await bring(box, 'Photos/a.txt')).status).toBe(201)
    const parent = await folderOf(maker, `Archive ${Math.random()}`)
    expect((await owner('POST', `/folders/${box.folder}/move/`, { parent })).status).toBe(200)
    expect((await box.tus.send(path, 0, Buffer.from('abc'))).status).toBe(204)
    expect(await treeOf(box.folder)).toEqual(['Photos/', 'Photos/a.txt', 'Photos/b.txt'])
  })

  it('stand in the trail as the link’s', async () => {
    const box = await inbox()
    expect((await bring(box, 'Photos/a.txt')).status).toBe(201)
    const rows = await api.sql<{ action_type: string; user_id: string | null; object_repr: string }>(
      `select action_type, user_id, object_repr from audit_entry
       where organization_id = $1 and context->>'link' = $2 and action_type in ('CREATE', 'UPLOAD')`,
      [home, box.link],
    )
    expect(rows).toEqual(
      expect.arrayContaining([
        { action_type: 'CREATE', user_id: null, object_repr: 'Photos' },
        { action_type: 'UPLOAD', user_id: null, object_repr: expect.stringContaining('Inbox') },
      ]),
    )
    const { body } = await maker('GET', `/links/${box.link}/activity/`)
    expect(body.results.map(({ action }: { action: string }) => action)).toEqual(
      expect.arrayContaining(['CREATE', 'UPLOAD']),
    )
  })

  it('are their own of whoever made the link, as what comes in them is: to be shared, renamed and deleted', async () => {
    const box = await inbox()
    const other = await api.member(home, 'member')
    for (const door of [bring, post]) expect((await door(box, 'Photos/a.txt')).status).toBe(201)
    const path = await box.tus.begun(3, { filename: 'slow.txt', relative_path: 'Photos/slow.txt' })
    expect((await box.tus.send(path, 0, Buffer.from('abc'))).status).toBe(204)
    const [photos] = (await maker('GET', `/folders/?parent=${box.folder}`)).body.results
    const { body } = await maker('GET', `/files/?folder=${photos.id}`)
    const files: { id: string; abilities: string[] }[] = body.results
    expect(photos).toMatchObject({ created_by: maker.id, abilities: expect.arrayContaining(['share', 'delete']) })
    expect(files).toHaveLength(3)
    for (const file of files)
      expect(file).toMatchObject({
        created_by: maker.id,
        uploaded_by: null,
        abilities: expect.arrayContaining(['share']),
      })

    const share = { user: other.id, permission: 'view' }
    expect((await other('POST', `/folders/${photos.id}/shares/`, { ...share, user: maker.id })).status).toBe(403)
    expect((await other('DELETE', `/folders/${photos.id}/`)).status).toBe(403)
    expect((await maker('POST', `/folders/${photos.id}/shares/`, share)).status).toBe(201)
    expect((await maker('POST', `/files/${files[0]?.id}/shares/`, share)).status).toBe(201)
    expect((await maker('DELETE', `/files/${files[0]?.id}/`)).status).toBeLessThan(300)
    expect((await maker('DELETE', `/folders/${photos.id}/`)).status).toBeLessThan(300)
    const made = await api.sql<{ user_id: string | null; link: string | null }>(
      `select user_id, context->>'link' as link from audit_entry where object_id = $1 and action_type = 'CREATE'`,
      [photos.id],
    )
    expect(made).toEqual([{ user_id: null, link: box.link }])
  })

  it('are made only where the maker of the link may make some, as the link says', async () => {
    const { body: role } = await owner('POST', '/roles/', {
      name: `Files only ${Math.random()}`,
      slug: `files-only-${Math.random().toString(36).slice(2)}`,
      organization: home,
      grants: [
        { resource: 'file', action: 'view' },
        { resource: 'file', action: 'add' },
        { resource: 'file', action: 'share' },
        { resource: 'folder', action: 'view' },
        { resource: 'folder', action: 'share' },
      ],
    })
    const limited = await api.member(home, 'member')
    const folder = await folderOf(limited, `Inbox ${Math.random()}`)
    await api.sql('update membership set role_id = $2 where user_id = $1', [limited.id, role.id])
    const { token } = await linkTo(limited, 'folders', folder, { kind: 'upload' })
    expect((await follow(token)).body.takes).toMatchObject({ folders: false })
    const box = { token, tus: tusCalls(api.url, { 'X-Upload-Link': token }) }
    for (const door of [bring, post])
      expect(await door(box, 'Photos/a.txt')).toMatchObject({
        status: 403,
        body: { reason: 'link_takes_no_folders', errors: { relative_path: [expect.any(String)] } },
      })
    expect((await bring(box, 'a.txt')).status).toBe(201)
    expect((await follow((await inbox()).token)).body.takes).toMatchObject({
      folders: true,
      extensions: expect.arrayContaining(['pdf', 'jpg']),
      max_bytes: { image: 52_428_800 },
    })
  })

  it('are nobody else’s: a path through a link of one organization never reaches another', async () => {
    const theirs = await api.organization('Neighbours')
    const neighbour = await api.member(theirs, 'owner')
    const { body } = await neighbour('POST', '/folders/', { name: 'Photos', organization: theirs })
    const box = await inbox()
    expect((await bring(box, 'Photos/a.txt')).status).toBe(201)
    for (const more of [{ folder: body.id }, { organization: theirs }]) {
      const metadata = { filename: 'a.txt', relative_path: 'Photos/a.txt', ...more }
      expect((await box.tus.begin(3, metadata)).status).toBe(400)
    }
    const { body: page } = await neighbour('GET', `/files/?folder=${body.id}`)
    expect(page.results).toEqual([])
  })
})

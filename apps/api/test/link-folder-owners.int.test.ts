import { afterAll, describe, expect, it } from 'vitest'
import { linkInboxes } from './support/link-inboxes.ts'
import { createLinkScene } from './support/link-scene.ts'
import { tusCalls } from './support/tus-calls.ts'

const scene = await createLinkScene()
const { api, home, owner, maker, follow, folderOf, linkTo } = scene
const { inbox, bring, post } = linkInboxes(scene)
afterAll(() => api.stop())

describe('the folders of strangers', () => {
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

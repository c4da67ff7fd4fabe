import { reapUploadSessions } from '@groundwork/services'
import { afterAll, describe, expect, it } from 'vitest'
import { type Inbox, linkInboxes, tooManyFolders } from './support/link-inboxes.ts'
import { createLinkScene } from './support/link-scene.ts'
import { sessionOf } from './support/tus-calls.ts'

const scene = await createLinkScene()
const { api, home, owner, maker, follow, folderOf } = scene
const { inbox, bring, post, formBytes, treeOf } = linkInboxes(scene)
afterAll(() => api.stop())

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
    for (const door of [bring, post]) expect(await door(lately, 'Clips/2026/a.txt')).toMatchObject(tooManyFolders)
    expect((await bring(lately, 'Photos/b.txt')).status).toBe(201)
    expect((await bring(lately, 'Clips/a.txt')).status).toBe(201)
    expect(await bring(lately, 'More/a.txt')).toMatchObject(tooManyFolders)
    expect((await bring(lately, 'c.txt')).status).toBe(201)

    await madeBefore(long, 10_000, '3 days')
    expect(await bring(long, 'Photos/a.txt')).toMatchObject(tooManyFolders)
    await api.sql('delete from link_folder where link_id = any($1)', [[lately.link, long.link]])
  })

  it('are so many of all links of an organization in a day', async () => {
    const boxes = await Promise.all([0, 1, 2, 3, 4, 5].map(() => inbox()))
    for (const box of boxes) await madeBefore(box, 840, '2 hours')
    const [box] = boxes
    expect(box && (await bring(box, 'Photos/a.txt'))).toMatchObject(tooManyFolders)
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
})

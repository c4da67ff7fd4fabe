import { afterAll, describe, expect, it } from 'vitest'
import { invalidPath, linkInboxes } from './support/link-inboxes.ts'
import { createLinkScene } from './support/link-scene.ts'

const scene = await createLinkScene()
const { api, follow, formOf } = scene
const { inbox, bring, post, treeOf } = linkInboxes(scene)
afterAll(() => api.stop())

describe('a path through an upload-only link', () => {
  it.each([
    ['leads up', '../a.txt', 'invalid_path'],
    ['leads up on its way', 'a/../../b.txt', 'invalid_path'],
    ['leads up from the root', '/../../etc/passwd.txt', 'invalid_path'],
    ['is too deep', `${'a/'.repeat(21)}b.txt`, 'path_too_deep'],
    ['is too long', `${'abcdefghi/'.repeat(410)}b.txt`, 'path_too_long'],
  ])('is refused where it %s', async (_, path, reason) => {
    const box = await inbox()
    expect(await bring(box, path)).toMatchObject(invalidPath(reason))
    expect(await post(box, path)).toMatchObject(invalidPath(reason))
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
    expect(await follow(box.token, '/upload', { method: 'POST', body: late })).toMatchObject(
      invalidPath('field_too_late'),
    )
    const other = formOf('abc', 'a.txt', { folder: box.folder })
    expect((await follow(box.token, '/upload', { method: 'POST', body: other })).body).toMatchObject({
      reason: 'unknown_field',
    })
    expect(await treeOf(box.folder)).toEqual([])
  })

  it('has no room below a folder that lies deep itself', async () => {
    const box = await inbox()
    await api.sql(`update folder set depth = 48 where id = $1`, [box.folder])
    expect(await bring(box, 'a/b/c/d.txt')).toMatchObject(invalidPath('path_too_deep'))
    expect((await bring(box, 'a/b/d.txt')).status).toBe(201)
  })
})

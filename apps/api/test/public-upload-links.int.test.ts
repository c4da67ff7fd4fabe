import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createLinkScene } from './support/link-scene.ts'
import { tusCalls } from './support/tus-calls.ts'

const { api, home, maker, follow, unlock, bring, fileOf, folderOf, formOf, linkTo } = await createLinkScene()
afterAll(() => api.stop())

describe('an upload-only link', () => {
  it('takes a file into its folder through the one pipeline, and shows nothing that is there', async () => {
    const folder = await folderOf(maker, 'Inbox')
    await fileOf(maker, { folder, name: 'already there.txt' })
    const { id, token } = await linkTo(maker, 'folders', folder, { kind: 'upload' })
    expect((await follow(token)).body).toMatchObject({ kind: 'upload', target: 'Inbox' })
    expect((await follow(token, '/files')).status).toBe(404)

    const { status, body } = await bring(token, 'a letter')
    expect([status, body]).toEqual([
      201,
      { name: 'brought.txt', file_size: 8, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ])
    const { body: page } = await maker('GET', `/files/?folder=${folder}&original_filename=brought.txt`)
    expect(page.results).toEqual([expect.objectContaining({ status: 'stored', uploaded_by: null, folder })])
    expect(await bring(token, 'MZ', 'virus.exe')).toMatchObject({ status: 415 })
    const uses = (await maker('GET', `/links/${id}/activity/`)).body.results
    expect(uses.map(({ action }: { action: string }) => action)).toEqual(['UPLOAD', 'VIEW', 'PERMISSION_ASSIGN'])
  })

  it('takes nothing once its maker may add nothing, and leaves no row behind', async () => {
    const someone = await api.member(home, 'member')
    const folder = await folderOf(someone, 'Soon closed')
    const { token } = await linkTo(someone, 'folders', folder, { kind: 'upload' })
    expect((await bring(token, 'in time')).status).toBe(201)
    await api.sql('update membership set is_active = false where user_id = $1', [someone.id])
    expect((await bring(token, 'too late')).status).toBe(404)
    const [rows] = (await api.sql('select count(*)::int as count from file where folder_id = $1', [
      folder,
    ])) as unknown as { count: number }[]
    expect(rows?.count).toBe(1)
  })

  it('is made of folders only', async () => {
    expect((await maker('POST', `/files/${await fileOf(maker)}/links/`, { kind: 'upload' })).status).toBe(400)
  })

  it('keeps what is there under its name, gives the newcomer another, and tells nobody', async () => {
    const folder = await folderOf(maker, 'Post box')
    await fileOf(maker, { folder, name: 'letter.txt', text: 'the first' })
    const { token } = await linkTo(maker, 'folders', folder, { kind: 'upload' })
    for (const text of ['the second', 'the third'])
      expect(await bring(token, text, 'letter.txt')).toMatchObject({ status: 201, body: { name: 'letter.txt' } })
    const { body } = await maker('GET', `/files/?folder=${folder}&ordering=created_at`)
    expect(body.results.map((row: { original_filename: string }) => row.original_filename)).toEqual([
      'letter.txt',
      'letter (2).txt',
      'letter (3).txt',
    ])
  })

  it('gives each of those that come at the same moment a name of its own, by whichever door', async () => {
    const folder = await folderOf(maker, 'Rush hour')
    const { token } = await linkTo(maker, 'folders', folder, { kind: 'upload' })
    const tus = tusCalls(api.url, { 'X-Upload-Link': token })
    const begun = await Promise.all([0, 1, 2].map(() => tus.begun(3, { filename: 'a.txt' })))
    const large = 'x'.repeat(9_000_000)
    const answers = await Promise.all([
      ...[0, 1, 2].map((number) => bring(token, `small ${number}`, 'a.txt')),
      ...[0, 1].map((number) => bring(token, `${number} ${large}`, 'a.txt')),
      ...[0, 1].map((number) =>
        follow(token, '/upload', {
          method: 'POST',
          body: formOf(`of a tree ${number} ${large}`, 'a.txt', { relative_path: 'Tree/a.txt' }),
        }),
      ),
      ...begun.map((path, number) => tus.send(path, 0, Buffer.from(`${number} b`))),
    ])
    expect(answers.map(({ status }) => status)).toEqual([...Array(7).fill(201), 204, 204, 204])
    const named = await api.sql<{ place: string; name: string }>(
      `select d.name as place, f.original_filename as name from file f join folder d on d.id = f.folder_id
       where d.id = $1 or d.parent_id = $1`,
      [folder],
    )
    const numbered = (most: number) => ['a.txt', ...Array.from({ length: most - 1 }, (_, at) => `a (${at + 2}).txt`)]
    const namesIn = (place: string) => named.filter((one) => one.place === place).map(({ name }) => name)
    expect(namesIn('Tree').sort()).toEqual(numbered(2).sort())
    expect(new Set(namesIn('Rush hour')).size).toBe(8)
  })

  it('is bound by the quota of the organization, and says of it only that there is no room', async () => {
    const folder = await folderOf(maker, 'Full')
    const { token } = await linkTo(maker, 'folders', folder, { kind: 'upload' })
    await api.sql(
      `insert into storage_quota (organization_id, quota_bytes) values ($1, 1) on conflict (organization_id) do update set quota_bytes = 1`,
      [home],
    )
    const refused = await bring(token, 'too much')
    await api.sql('update storage_quota set quota_bytes = 1000000000 where organization_id = $1', [home])
    expect(refused).toMatchObject({
      status: 413,
      body: { code: 'quota_exceeded', detail: 'There is not enough storage left for the file' },
    })
    expect((await bring(token, 'just right')).status).toBe(201)
  })

  it('makes no file of a form that was on its way when it was revoked', async () => {
    const folder = await folderOf(maker, 'Closed early')
    const { id, token } = await linkTo(maker, 'folders', folder, { kind: 'upload' })
    const form = new Response(formOf('abc'.repeat(100_000), 'a.txt'))
    const whole = Buffer.from(await form.arrayBuffer())
    let goOn: (() => void) | undefined
    const revoked = new Promise<void>((resolve) => {
      goOn = resolve
    })
    async function* slowly() {
      yield whole.subarray(0, 200_000)
      await revoked
      yield whole.subarray(200_000)
    }
    const sending = fetch(`${api.url}/s/${token}/upload`, {
      method: 'POST',
      headers: { 'Content-Type': form.headers.get('content-type') ?? '' },
      body: ReadableStream.from(slowly()),
      duplex: 'half',
    } as RequestInit)
    const counted = () => api.sql('select id from file_link where id = $1 and download_count = 1', [id])
    await expect.poll(async () => (await counted()).length).toBe(1)
    expect((await maker('DELETE', `/links/${id}/`)).status).toBeLessThan(300)
    goOn?.()
    expect((await sending).status).toBe(404)
    expect(await api.sql('select id from file where folder_id = $1', [folder])).toEqual([])
  })

  it.each([
    ['a small file', 300_000, true],
    ['a large file', 20_000_000, true],
    ['one of unknown size', 300_000, false],
    ['what follows its file', 100_000, true],
  ])('stops the form of %s soon after it is revoked, and nothing is left of it', async (what, size, isAnnounced) => {
    const folder = await folderOf(maker, `Closed during ${what}`)
    const { id, token } = await linkTo(maker, 'folders', folder, { kind: 'upload' })
    const left = async () => ({
      rows: await api.sql('select id from file where folder_id = $1', [folder]),
      bytes: await api.sql('select id from blob where organization_id = $1 and bytes is null', [home]),
      held: await api.sql('select sum(reserved_bytes) as bytes from storage_quota where organization_id = $1', [home]),
      used: await api.sql('select download_count from file_link where id = $1', [id]),
      temporary: await readdir(join(api.services.config.dataDirectory, 'files', '.tmp')),
    })
    const before = await left()
    const form = new Response(formOf('abc'.repeat(size / 3), 'a.txt'))
    const whole = Buffer.from(await form.arrayBuffer())
    const sending = request(`${api.url}/s/${token}/upload`, {
      method: 'POST',
      headers: {
        'Content-Type': form.headers.get('content-type') ?? '',
        ...(isAnnounced && { 'Content-Length': whole.length }),
      },
    })
    const answered = once(sending, 'response')
    sending.write(whole.subarray(0, size > 100_000 ? 200_000 : -4))
    const arriving = async () => [(await left()).bytes.length, (await left()).held]
    await expect.poll(arriving).not.toEqual([before.bytes.length, before.held])
    expect((await maker('DELETE', `/links/${id}/`)).status).toBeLessThan(300)
    const [answer] = await answered
    expect(answer.statusCode).toBe(404)
    sending.destroy()
    await expect.poll(left).toEqual(before)
  })

  it('takes as many files as it says, of which the refused ones are none, also when all come at once', async () => {
    const folder = await folderOf(maker, 'Three')
    const { id, token } = await linkTo(maker, 'folders', folder, { kind: 'upload', download_limit: 3 })
    expect((await bring(token, 'MZ', 'virus.exe')).status).toBe(415)
    const answers = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map((text) => bring(token, text)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, 409, 409, 409])
    const [row] = await api.sql<{ count: number; files: number }>(
      `select download_count::int as count, (select count(*)::int from file where folder_id = l.folder_id) as files from file_link l where id = $1`,
      [id],
    )
    expect(row).toEqual({ count: 3, files: 3 })
  })

  it('never shows, lists or gives anything, whatever is asked of it', async () => {
    const folder = await folderOf(maker, 'One way')
    const file = await fileOf(maker, { folder })
    const { token } = await linkTo(maker, 'folders', folder, { kind: 'upload' })
    const { body } = await follow('A'.repeat(43))
    for (const rest of [
      '/files',
      `/files?folder=${folder}`,
      '/download',
      `/download?file=${file}`,
      `/preview?file=${file}`,
    ])
      expect(await follow(token, rest), rest).toMatchObject({ status: 404, body: { detail: body.detail } })
    expect(JSON.stringify((await follow(token)).body)).not.toContain('notes')
  })

  it('asks for its password before it takes a byte', async () => {
    const folder = await folderOf(maker, 'Guarded')
    const { token } = await linkTo(maker, 'folders', folder, { kind: 'upload', password: 'open sesame' })
    expect(await bring(token, 'not yet')).toMatchObject({ status: 403, body: { reason: 'link_password_required' } })
    const { access } = (await unlock(token, 'open sesame')).body
    const body = formOf('now', 'now.txt')
    expect(
      (await follow(token, '/upload', { method: 'POST', body, headers: { 'X-Link-Access': access } })).status,
    ).toBe(201)
  })
})

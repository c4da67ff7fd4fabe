import { reapUploadSessions } from '@groundwork/services'
import { Upload } from 'tus-js-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerOf, type Caller, startTestApi, type TestApi } from './support/start-test-api.ts'
import { bytesType, sessionOf, sha256, textOf, tusCalls } from './support/tus-calls.ts'

let api: TestApi
let home: string
let maker: Caller & { readonly id: string }

beforeAll(async () => {
  api = await startTestApi({ UPLOAD_MAX_BYTES_TEXT: '30000000' })
  home = await api.organization('Receivers')
  maker = await api.member(home, 'manager')
})
afterAll(() => api.stop())

async function inbox(terms: object = {}) {
  const { body } = await maker('POST', '/folders/', { name: `Inbox ${Math.random()}`, organization: home })
  const made = await maker('POST', `/folders/${body.id}/links/`, { kind: 'upload', ...terms })
  expect(made.status).toBe(201)
  const token = new URL(made.body.url).pathname.slice('/s/'.length)
  return { folder: body.id as string, link: made.body.id as string, token }
}

const through = (token: string, more: Readonly<Record<string, string>> = {}) =>
  tusCalls(api.url, { 'X-Upload-Link': token, ...more })
const filesIn = async (folder: string) => (await maker('GET', `/files/?folder=${folder}`)).body.results
const used = async (link: string) => {
  const [row] = await api.sql<{ count: number }>('select download_count as count from file_link where id = $1', [link])
  return row?.count
}

const reserved = async () => {
  const [row] = await api.sql<{ bytes: number }>(
    'select coalesce(sum(reserved_bytes), 0)::int as bytes from storage_quota where organization_id = $1',
    [home],
  )
  return row?.bytes ?? 0
}
const sessions = async (link: string) =>
  (await api.sql('select id from upload_session where link_id = $1', [link])).length

describe('tus through an upload-only link', () => {
  it('takes what tus-js-client sends, from somebody without an account', async () => {
    const { folder, link, token } = await inbox()
    const bytes = textOf(20_000_001)
    await new Promise<void>((resolve, reject) => {
      new Upload(bytes, {
        endpoint: `${api.url}/api/v1/uploads/`,
        headers: { 'X-Upload-Link': token },
        metadata: { filename: 'brought.txt', filetype: 'text/plain' },
        chunkSize: 7_000_000,
        onSuccess: () => resolve(),
        onError: reject,
      }).start()
    })
    expect(await filesIn(folder)).toMatchObject([
      { original_filename: 'brought.txt', sha256: sha256(bytes), uploaded_by: null, organization: home },
    ])
    const { body } = await maker('GET', `/links/${link}/activity/`)
    expect(body.results.map(({ action }: { action: string }) => action)).toContain('UPLOAD')
  })

  it('leads nowhere but into its folder, and replaces nothing there', async () => {
    const { folder, token } = await inbox()
    const body = Buffer.from('mine')
    for (const more of [{ folder }, { organization: home }, { replaces: folder }, { relative_path: '../b.txt' }])
      expect((await through(token).begin(4, { filename: 'a.txt', ...more })).status).toBe(400)
    for (const _ of ['first', 'second'])
      expect((await through(token).begin(4, { filename: 'a.txt' }, { body, headers: bytesType })).status).toBe(201)
    const names = (await filesIn(folder)).map((row: { original_filename: string }) => row.original_filename)
    expect(new Set(names).size).toBe(2)
  })

  it('is one sender alone: another link, or a person, does not see it', async () => {
    const [one, other] = [await inbox(), await inbox()]
    const path = await through(one.token).begun(10, { filename: 'a.txt' })
    const asMaker = tusCalls(api.url, { Authorization: `Bearer ${maker.token}` })
    const own = await asMaker.begun(10, { filename: 'own.txt', organization: home })
    const answers = [
      await through(other.token).ask('HEAD', path),
      await asMaker.ask('HEAD', path),
      await through(one.token).ask('HEAD', own),
      await through('A'.repeat(43)).ask('HEAD', path),
    ]
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404])
    expect((await through(one.token).ask('HEAD', path)).status).toBe(200)
  })

  it('ends with the link, also when it has begun', async () => {
    const { link, token } = await inbox()
    const path = await through(token).begun(10, { filename: 'a.txt' })
    expect((await maker('DELETE', `/links/${link}/`)).status).toBeLessThan(300)
    expect((await through(token).send(path, 0, Buffer.from('abc'))).status).toBe(404)
    expect((await through(token).begin(10, { filename: 'b.txt' })).status).toBe(404)
  })

  it('ends at once with a link that is revoked: what was set aside is free, and the next sweep takes the bytes', async () => {
    const before = await reserved()
    const { link, token } = await inbox()
    const path = await through(token).begun(1_000_000, { filename: 'a.txt' })
    expect((await through(token).send(path, 0, Buffer.from('abc'))).status).toBe(204)
    const other = await inbox()
    await through(other.token).begun(10, { filename: 'a.txt' })
    expect(await reserved()).toBe(before + 1_000_010)
    expect((await maker('DELETE', `/links/${link}/`)).status).toBeLessThan(300)
    expect(await reserved()).toBe(before + 10)
    expect(await sessions(link)).toBe(1)
    await reapUploadSessions(api.services)
    expect([await sessions(link), await sessions(other.link), await reserved()]).toEqual([0, 1, before + 10])
    const [entry] = await api.sql<{ context: { endedUploads: number } }>(
      `select context from audit_entry where action_type = 'PERMISSION_REVOKE' and context->>'link' = $1`,
      [link],
    )
    expect(entry?.context).toMatchObject({ endedUploads: 1 })
  })

  it('makes no file of what was on its way when the link was revoked', async () => {
    const before = await reserved()
    const { folder, link, token } = await inbox()
    const path = await through(token).begun(6, { filename: 'a.txt' })
    let goOn: (() => void) | undefined
    const revoked = new Promise<void>((resolve) => {
      goOn = resolve
    })
    async function* slowly() {
      yield Buffer.from('abc')
      await revoked
      yield Buffer.from('def')
    }
    const sending = fetch(`${api.url}${path}`, {
      method: 'PATCH',
      headers: { 'X-Upload-Link': token, 'Tus-Resumable': '1.0.0', 'Upload-Offset': '0', ...bytesType },
      body: ReadableStream.from(slowly()),
      duplex: 'half',
    } as RequestInit)
    const isHeld = () =>
      api.sql('select id from upload_session where id = $1 and lease_until is not null', [sessionOf(path)])
    await expect.poll(async () => (await isHeld()).length).toBe(1)
    expect((await maker('DELETE', `/links/${link}/`)).status).toBeLessThan(300)
    goOn?.()
    expect((await sending).status).toBe(503) // Begin again, which leads nowhere now.
    expect(await filesIn(folder)).toEqual([])
    expect(await reserved()).toBe(before)
  })

  it('is given up by whoever began it also when the link has ended', async () => {
    const before = await reserved()
    const password = 'open sesame please'
    const [revoked, expired, other] = [await inbox(), await inbox({ password }), await inbox()]
    const { access } = (
      await answerOf(
        await fetch(`${api.url}/s/${expired.token}`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
          body: JSON.stringify({ password }),
        }),
      )
    ).body
    const unlocked = through(expired.token, { 'X-Link-Access': access })
    const [one, two] = [
      await through(revoked.token).begun(1_000, { filename: 'a.txt' }),
      await unlocked.begun(1_000, { filename: 'a.txt' }),
    ]
    expect((await maker('DELETE', `/links/${revoked.link}/`)).status).toBeLessThan(300)
    await api.sql(`update file_link set expires_at = now() - interval '1 minute' where id = $1`, [expired.link])
    expect((await unlocked.ask('HEAD', two)).status).toBe(410)

    const strangers = [through(other.token), through('A'.repeat(43)), through(revoked.token)]
    const refusals = await Promise.all(strangers.map((stranger) => stranger.ask('DELETE', two)))
    expect(refusals.map(({ status }) => status)).toEqual([404, 404, 404])
    const words = await Promise.all(
      refusals.map(async (answer) => ((await answer.json()) as { detail: string }).detail),
    )
    expect(new Set(words).size).toBe(1)
    expect((await through(expired.token).ask('DELETE', two)).status).toBe(403)

    expect((await through(revoked.token).ask('DELETE', one)).status).toBe(204)
    expect((await unlocked.ask('DELETE', two)).status).toBe(204)
    expect([await sessions(revoked.link), await sessions(expired.link), await reserved()]).toEqual([0, 0, before])
    expect((await unlocked.ask('DELETE', two)).status).toBe(404)
  })

  it('asks for the password of a link that has one', async () => {
    const { token } = await inbox({ password: 'open sesame please' })
    expect((await through(token).begin(10, { filename: 'a.txt' })).status).toBe(403)
    const unlocked = await answerOf(
      await fetch(`${api.url}/s/${token}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
        body: JSON.stringify({ password: 'open sesame please' }),
      }),
    )
    const open = through(token, { 'X-Link-Access': unlocked.body.access })
    expect((await open.begin(10, { filename: 'a.txt' })).status).toBe(201)
  })

  it('uses a link up by what arrives, not by what was refused or left', async () => {
    const { link, token } = await inbox({ download_limit: 1 })
    const body = Buffer.from('%PDF-1.7 is no picture')
    expect((await through(token).begin(body.length, { filename: 'a.exe' })).status).toBe(415)
    const refused = await through(token).begun(body.length, { filename: 'a.png' })
    expect((await through(token).send(refused, 0, body)).status).toBe(415)
    const left = await through(token).begun(10, { filename: 'left.txt' })
    expect(await used(link)).toBe(1)
    await api.sql(`update upload_session set expires_at = now() - interval '1 minute' where id = $1`, [sessionOf(left)])
    await reapUploadSessions(api.services)
    expect(await used(link)).toBe(0)
    const path = await through(token).begun(4, { filename: 'a.txt' })
    expect((await through(token).begin(4, { filename: 'b.txt' })).status).toBe(410)
    expect((await through(token).send(path, 0, Buffer.from('mine'))).status).toBe(204)
    expect(await used(link)).toBe(1)
  })
})

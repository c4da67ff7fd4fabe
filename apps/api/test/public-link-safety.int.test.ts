import { makeAvailable } from '@groundwork/db/testing'
import { afterAll, describe, expect, it } from 'vitest'
import { createLinkScene } from './support/link-scene.ts'
import { answerOf } from './support/start-test-api.ts'

const { api, home, owner, maker, follow, unlock, bring, fileOf, folderOf, linkTo } = await createLinkScene()
afterAll(() => api.stop())

const unknown = 'A'.repeat(43)
const here = (url: string) => url.replace(new URL(url).origin, api.url)

describe('a link that was revoked is a link that never was', () => {
  it('at every door, whatever is sent, to whoever asks', async () => {
    const folder = await folderOf(maker, 'Gone')
    const file = await fileOf(maker, { folder })
    const links = [
      await linkTo(maker, 'files', file),
      await linkTo(maker, 'files', file, { password: 'open sesame', download_limit: 1 }),
      await linkTo(maker, 'folders', folder),
      await linkTo(maker, 'folders', folder, { kind: 'upload' }),
    ]
    for (const { id } of links) expect((await maker('DELETE', `/links/${id}/`)).status).toBe(204)
    const asked = async (token: string) => {
      const answers = [
        await follow(token),
        await follow(token, '?access=1.x'),
        await unlock(token, 'open sesame'),
        await follow(token, '/files'),
        await follow(token, '/download'),
        await follow(token, `/download?file=${file}`),
        await follow(token, '/preview'),
        await bring(token, 'text'),
      ]
      return answers.map(({ status, body }) => ({ status, ...body, request_id: '' }))
    }
    const never = await asked(unknown)
    expect(new Set(never.map(({ status }) => status))).toEqual(new Set([404]))
    for (const { token } of links) expect(await asked(token)).toEqual(never)
  })

  it('for a browser as well: the page is the same for every address', async () => {
    const { id, token } = await linkTo(maker, 'files', await fileOf(maker))
    const page = async (of: string) => {
      const response = await fetch(`${api.url}/s/${of}`, { headers: { Accept: 'text/html,*/*;q=0.8' } })
      const { status, body } = await answerOf(response)
      return { status, body: JSON.stringify(body).replace(/"request_id":"[^"]*"/, '') }
    }
    const never = await page(unknown)
    expect(never.body).not.toContain('needs_password')
    expect(await page(token)).toEqual(never)
    await maker('DELETE', `/links/${id}/`)
    expect(await page(token)).toEqual(never)
  })

  it('is never answered with a page where a program asks amiss: what it kept would be no file', async () => {
    const { token } = await linkTo(maker, 'files', await fileOf(maker))
    for (const path of [`${token}/downlaod`, `${token}/download/more`, `${'A'.repeat(300)}/download`, '']) {
      const { status, body } = await answerOf(await fetch(`${api.url}/s/${path}`))
      expect([status, body.code], path).toEqual([404, 'not_found'])
    }
  })

  it('from the moment on that it is revoked, however many are at it', async () => {
    const { id, token } = await linkTo(maker, 'files', await fileOf(maker), { download_limit: 1000 })
    const early = await Promise.all([1, 2, 3].map(() => follow(token, '/download')))
    expect(early.map(({ status }) => status)).toEqual([200, 200, 200])
    expect((await maker('DELETE', `/links/${id}/`)).status).toBe(204)
    const late = await Promise.all([1, 2, 3, 4, 5, 6].map(() => follow(token, '/download')))
    expect(new Set(late.map(({ status }) => status))).toEqual(new Set([404]))
    expect((await maker('DELETE', `/links/${id}/`)).status).toBe(204)
  })

  it('a wish to take up an expired one again is its maker\u2019s to fulfil, of a revoked one nobody\u2019s', async () => {
    const { id, token } = await linkTo(maker, 'files', await fileOf(maker))
    await api.sql('update file_link set expires_at = now() where id = $1', [id])
    expect((await follow(token)).body).toMatchObject({ code: 'not_available', reason: 'link_expired' })
    expect((await maker('PATCH', `/links/${id}/`, { expires_at: '2099-01-01T00:00:00Z' })).status).toBe(200)
    expect((await follow(token)).status).toBe(200)
    await maker('DELETE', `/links/${id}/`)
    await maker('PATCH', `/links/${id}/`, { expires_at: '2099-02-01T00:00:00Z' })
    expect((await follow(token)).status).toBe(404)
  })
})

describe('what is served with a link', () => {
  it('is kept by nobody, read by no index, and tells no other page where it came from', async () => {
    const { token } = await linkTo(maker, 'files', await fileOf(maker))
    for (const rest of ['', '/download']) {
      const { headers } = await follow(token, rest)
      expect(headers.get('cache-control'), rest).toBe('private, no-store')
      expect(headers.get('referrer-policy'), rest).toBe('no-referrer')
      expect(headers.get('x-robots-tag'), rest).toBe('noindex, nofollow')
      expect(headers.get('x-content-type-options'), rest).toBe('nosniff')
    }
    const page = await fetch(`${api.url}/s/${token}`, { headers: { Accept: 'text/html' } })
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
    expect(page.headers.get('x-robots-tag')).toBe('noindex, nofollow')
  })

  it.each(['text/html', 'image/svg+xml', 'application/xml', 'application/xhtml+xml'])(
    'never shows %s inline, by no way there is',
    async (type) => {
      const text = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
      const file = await fileOf(maker, { name: 'drawing.svg', text })
      await api.sql('update file set mime_type = $2 where id = $1', [file, type])
      await api.sql('update file_version set mime_type = $2 where file_id = $1', [file, type])
      await makeAvailable(api.sql, file)
      const { token } = await linkTo(maker, 'files', file)
      const signed = (await maker('GET', `/files/${file}/access-url/?disposition=inline`)).body.url
      const addresses = [`${api.url}/s/${token}/download`, here(signed)]
      const answers = [
        ...(await Promise.all(addresses.map((address) => fetch(address, { headers: { Accept: 'text/html' } })))),
        await fetch(`${api.url}/api/v1/files/${file}/download/?disposition=inline`, {
          headers: { Authorization: `Bearer ${maker.token}` },
        }),
      ]
      for (const { status, headers } of answers) {
        expect(status).toBe(200)
        expect(headers.get('content-disposition')).toMatch(/^attachment/)
        expect(headers.get('content-security-policy')).toContain('sandbox')
        expect(headers.get('x-content-type-options')).toBe('nosniff')
      }
      expect((await follow(token, '/preview')).status).toBe(404)
    },
  )
})

describe('the organization\u2019s rules', () => {
  it('say how long a link lasts and whether it needs a password', async () => {
    const file = await fileOf(maker)
    const rules = { link_days: 3, link_password_required: true }
    expect((await owner('PATCH', `/storage-policies/${home}/`, { rules })).status).toBe(200)
    expect(await maker('POST', `/files/${file}/links/`, {})).toMatchObject({
      status: 400,
      body: { reason: 'link_password_required' },
    })
    const { id, body } = await linkTo(maker, 'files', file, { password: 'open sesame' })
    const days = (Date.parse(body.expires_at) - Date.now()) / 86_400_000
    expect(days).toBeGreaterThan(2.9)
    expect(days).toBeLessThan(3.01)
    expect(await maker('PATCH', `/links/${id}/`, { password: null })).toMatchObject({ status: 400 })
    await owner('PATCH', `/storage-policies/${home}/`, { rules: {} })
    // Never-ending only for those who say so.
    expect((await linkTo(maker, 'files', file, { expires_at: null })).body.expires_at).toBeNull()
  })
})

it('guessing makes even the right password wait, and disturbs nobody who has given it already', async () => {
  const { token } = await linkTo(maker, 'files', await fileOf(maker), { password: 'long and unguessable' })
  const { access } = (await unlock(token, 'long and unguessable')).body
  for (let attempt = 0; attempt < 7; attempt += 1) await unlock(token, `guess ${attempt}`)
  const refused = await unlock(token, 'long and unguessable')
  expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' } })
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await follow(token, '/download', { headers: { 'X-Link-Access': access } })).status).toBe(200)
})

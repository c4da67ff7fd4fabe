import { once } from 'node:events'
import { request } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { answerOf, startTestApi, type TestApi } from './support/start-test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api?.stop())

it('the manifest is one, and names the icons and the address that are there', async () => {
  const { headers, body } = await answerOf(await fetch(`${api.url}/manifest.webmanifest`))
  expect(headers.get('content-type')).toContain('application/manifest+json')
  const { icons, share_target: target, start_url: start } = body
  expect(start).toBe('/')
  expect(target).toMatchObject({ action: '/share-target', method: 'POST', enctype: 'multipart/form-data' })
  expect(target.params.files).toEqual([{ name: 'files', accept: ['*/*'] }])
  expect(icons.map(({ sizes, purpose }: { sizes: string; purpose?: string }) => [sizes, purpose])).toEqual(
    expect.arrayContaining([
      ['192x192', undefined],
      ['512x512', undefined],
      ['512x512', 'maskable'],
    ]),
  )
  for (const { src, type } of icons) {
    const icon = await fetch(`${api.url}${src}`)
    expect([icon.status, icon.headers.get('content-type')]).toEqual([200, type])
  }
})

it('the app names the manifest, the page behind a public link does not', async () => {
  const pageAt = async (path: string) => (await fetch(`${api.url}${path}`, { headers: { Accept: 'text/html' } })).text()
  expect(await pageAt('/files')).toContain('<link rel="manifest" href="/manifest.webmanifest"')
  expect(await pageAt('/s/some-link')).not.toContain('manifest')
})

it('the worker is asked for anew each time, and may load nothing itself', async () => {
  const { status, headers } = await fetch(`${api.url}/service-worker.js`)
  expect(status).toBe(200)
  expect(headers.get('content-type')).toContain('javascript')
  expect(headers.get('cache-control')).toBe('no-cache')
  expect(headers.get('content-security-policy')).toBe("default-src 'none'")
  expect(headers.get('service-worker-allowed')).toBeNull()
})

it('pages may take a worker and a manifest from here alone', async () => {
  const policy = (await fetch(`${api.url}/files`)).headers.get('content-security-policy') ?? ''
  expect(policy.split(';')).toEqual(expect.arrayContaining(["worker-src 'self'", "manifest-src 'self'"]))
})

it('what is shared where no worker is leads to words about it', async () => {
  const body = new FormData()
  body.append('files', new File(['2 x rope'], 'receipt.jpg'))
  const answer = await fetch(`${api.url}/share-target`, { method: 'POST', body, redirect: 'manual' })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/files?shared=unready'])
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.headers.get('set-cookie')).toBeNull()
})

it('it is answered before it has come whole: nothing of it is kept', async () => {
  const sending = request(`${api.url}/share-target`, {
    method: 'POST',
    headers: { 'Content-Type': 'multipart/form-data; boundary=harbour', 'Content-Length': 1_000_000_000 },
  })
  sending.on('error', () => undefined)
  sending.write('--harbour\r\n')
  const [answer] = await once(sending, 'response')
  expect(answer.statusCode).toBe(303)
  sending.destroy()
})

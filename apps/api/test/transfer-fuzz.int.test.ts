import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Caller, startTestApi, type TestApi } from './support/start-test-api.ts'
import { base64, bytesType, tusCalls } from './support/tus-calls.ts'

let api: TestApi
let organization: string
let member: Caller
/** Of an upload-only link, for what strangers send. */
let token: string

beforeAll(async () => {
  api = await startTestApi({ REQUESTS_PER_MINUTE: '1000000' })
  organization = await api.organization('Senders')
  member = await api.member(organization, 'manager')
  const { body: folder } = await member('POST', '/folders/', { name: 'Inbox', organization })
  const { body: link } = await member('POST', `/folders/${folder.id}/links/`, { kind: 'upload' })
  token = new URL(link.url).pathname.slice('/s/'.length)
})
afterAll(() => api.stop())

const word = fc.string({ unit: 'grapheme-ascii', maxLength: 40 }).map((text) => text.trim())
const oddNumber = fc.constantFrom('0', '3', '-1', '1e9', '9'.repeat(15), '9'.repeat(40), '0x10', '', 'NaN', '1,2')
/** What lets a request in, most of the time: one that is always refused at the first glance tries nothing. */
const mostly = <Usual, Odd>(usual: Usual, odd: fc.Arbitrary<Odd>) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: odd })

const anId = fc.oneof(
  fc.uuid(),
  fc.constantFrom('', '0', '../..', '%00', "'", 'direct', '0193f1a0-0000-7000-8000-00000000dead'),
)

/** Nothing that comes from outside is a fault of ours, or tells how we are made. */
async function expectAnswer(response: Response): Promise<number> {
  const text = await response.text()
  expect.soft(response.status === 503 || response.status < 500, `${response.status} ${text.slice(0, 300)}`).toBe(true)
  expect.soft(text).not.toMatch(/node_modules|\bat \w+ \(|select .* from/i)
  if (response.status >= 400 && text) expect.soft(JSON.parse(text)).toMatchObject({ code: expect.any(String) })
  return response.status
}

it('no header of a resumable upload is a fault', async () => {
  const tus = tusCalls(api.url, { Authorization: `Bearer ${member.token}` })
  const open = await tus.begun(10, { filename: 'a.txt', organization })
  const known = fc.constantFrom(
    'filename',
    'organization',
    'folder',
    'replaces',
    'relative_path',
    'tags',
    'custom_fields',
    'name',
  )
  const value = fc.oneof(
    word,
    fc.constantFrom(organization, '{"a":{"b":[1]}}', '["x"]', '\u0000', '../../a', 'a/'.repeat(60)),
  )
  const pair = fc.tuple(fc.oneof(known, word), value).map(([key, text]) => `${key} ${base64(text)}`)
  const metadata = fc.oneof(
    word,
    fc.array(pair, { maxLength: 6 }).map((pairs) => pairs.join(',')),
    fc
      .array(pair, { maxLength: 2 })
      .map((pairs) => [`organization ${base64(organization)}`, `filename ${base64('a.txt')}`, ...pairs].join(',')),
  )
  const request = fc.record({
    method: fc.constantFrom('POST', 'POST', 'POST', 'HEAD', 'PATCH', 'DELETE', 'OPTIONS', 'GET', 'PUT'),
    path: fc.oneof(
      fc.constantFrom('/api/v1/uploads/', '/api/v1/uploads'),
      anId.map((id) => `/api/v1/uploads/${id}`),
      fc.constant(open),
    ),
    headers: fc.record(
      {
        'Upload-Length': mostly('12', fc.oneof(oddNumber, word)),
        'Upload-Offset': fc.oneof(oddNumber, word),
        'Upload-Metadata': metadata,
        'Upload-Checksum': fc.oneof(word, fc.constantFrom('sha1 AAAA', 'sha256', 'md5 %%')),
        'Tus-Resumable': mostly('1.0.0', fc.constantFrom('0.2.2', '')),
        'X-HTTP-Method-Override': mostly('POST', fc.constantFrom('PATCH', 'constructor', '')),
        'Content-Type': fc.constantFrom(bytesType['Content-Type'], 'text/plain'),
      },
      { requiredKeys: [] },
    ),
    link: mostly(null, fc.oneof(word, fc.constantFrom('A'.repeat(43), token, token))),
    body: fc.option(word),
  })
  const statuses = new Set<number>()
  for (const { method, path, headers, link, body } of fc.sample(request, { numRuns: 400, seed: 5 })) {
    const hasBody = body !== null && method !== 'GET' && method !== 'HEAD'
    const through = link !== null && { 'X-Upload-Link': link }
    const init = { headers: { ...headers, ...through }, ...(hasBody && { body: Buffer.from(body) }) }
    statuses.add(await expectAnswer(await tus.ask(method, path.replaceAll('%', '%25'), init)))
  }
  expect([...statuses]).toEqual(expect.arrayContaining([201, 400, 404, 405, 412]))
})

it('no path through an upload-only link is a fault, or leads out of its folder', async () => {
  const tus = tusCalls(api.url, { 'X-Upload-Link': token })
  const step = fc.oneof(
    word,
    fc.constantFrom('..', '.', '', 'a', 'A', '\u0000', '\u202e', '\ud800', 'C:', 'é'.repeat(130)),
  )
  const path = fc
    .tuple(fc.array(step, { maxLength: 24 }), fc.constantFrom('/', '/', '\\'))
    .map(([steps, by]) => steps.join(by))
  const statuses = new Set<number>()
  for (const given of fc.sample(path, { numRuns: 150, seed: 7 })) {
    const metadata = { filename: 'a.txt', relative_path: given }
    const form = new FormData()
    form.append('relative_path', given)
    form.append('file', new Blob(['abc']), 'a.txt')
    statuses.add(await expectAnswer(await tus.begin(3, metadata, { body: Buffer.from('abc'), headers: bytesType })))
    statuses.add(await expectAnswer(await fetch(`${api.url}/s/${token}/upload`, { method: 'POST', body: form })))
  }
  expect([...statuses].sort()).toEqual([201, 400])
  const outside = await api.sql(
    `select f.name from folder f where f.organization_id = $1 and f.name <> 'Inbox'
       and not starts_with(f.path, (select path from folder where organization_id = $1 and name = 'Inbox'))`,
    [organization],
  )
  expect(outside).toEqual([])
})

it('no body at the other doors is a fault', async () => {
  const doors = [
    ['POST', '/api/v1/uploads/direct/'],
    ['POST', '/api/v1/files/zip/'],
    ['POST', '/api/v1/files/zip-tickets/'],
    ['POST', '/api/v1/files/import-url/'],
    ['POST', '/api/storage/upload'],
    ['POST', '/api/storage/signed-url'],
    ['DELETE', '/api/storage/delete'],
    ['POST', '/api/v1/files/upload/'],
    ['POST', `/s/${token}/upload`],
  ] as const
  const odd = fc.oneof(
    word,
    fc.constantFrom(null, true, -1, 1e308, '\u0000', organization),
    fc.array(word, { maxLength: 3 }),
  )
  const names = ['organization', 'org_id', 'filename', 'bytes', 'ids', 'folders', 'url', 'file_path', 'system', 'object_type', 'object_id', 'expires_in', 'hard_delete', 'tags', 'folder', 'relative_path', 'sha256', 'parts', 'numbers', '__proto__'] // biome-ignore format: a list of words
  const fields = fc.dictionary(fc.constantFrom(...names), odd, { maxKeys: 8 })
  const body = fc.oneof(
    fc.json().map((text) => ({ text, type: 'application/json' })),
    fields.map((values) => ({ text: JSON.stringify(values), type: 'application/json' })),
    word.map((text) => ({ text, type: 'application/json' })),
    word.map((text) => ({ text: `--x\r\n${text}\r\n--x--`, type: 'multipart/form-data; boundary=x' })),
    fields.map((values) => ({
      text: `${Object.entries(values)
        .map(([name, value]) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${String(value)}\r\n`)
        .join('')}--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nabc\r\n--x--\r\n`,
      type: 'multipart/form-data; boundary=x',
    })),
    fc.constantFrom(
      { text: 'abc', type: 'multipart/form-data' },
      { text: 'a=b', type: 'application/x-www-form-urlencoded' },
    ),
  )
  const parts = fc.record({ door: fc.constantFrom(...doors), body, id: anId })
  for (const { door, body: sent, id } of fc.sample(parts, { numRuns: 500, seed: 6 })) {
    const [method, path] = door
    const address =
      path.endsWith('direct/') && id.length > 30 ? `${path}${id}/${sent.text.length % 2 ? 'parts' : 'complete'}/` : path
    await expectAnswer(
      await fetch(api.url + address, {
        method,
        headers: { Authorization: `Bearer ${member.token}`, 'Content-Type': sent.type },
        body: sent.text,
      }),
    )
  }
})

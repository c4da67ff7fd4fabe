import { type IncomingMessage, request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, startTestApi, type TestApi } from './support/start-test-api.ts'
import { bytesType, sessionOf, textOf, tusCalls } from './support/tus-calls.ts'

const GB = 1024 ** 3

let api: TestApi
let home: string
let maker: Caller

beforeAll(async () => {
  api = await startTestApi()
  home = await api.organization('Receivers')
  maker = await api.member(home, 'manager')
})
afterAll(() => api.stop())

const tooMany = [429, expect.objectContaining({ code: 'rate_limited', reason: 'too_many_uploads' })]

async function inbox() {
  const { body } = await maker('POST', '/folders/', { name: `Inbox ${Math.random()}`, organization: home })
  const made = await maker('POST', `/folders/${body.id}/links/`, { kind: 'upload' })
  const token = new URL(made.body.url).pathname.slice('/s/'.length)
  return tusCalls(api.url, { 'X-Upload-Link': token })
}

const told = async (answer: Response) => [answer.status, answer.status === 201 ? null : await answer.json()]

describe('whoever holds an upload link', () => {
  it('has twenty uploads under way at most, and whoever holds another one as many', async () => {
    const [link, other] = [await inbox(), await inbox()]
    const paths: string[] = []
    for (let number = 0; number < 20; number += 1) paths.push(await link.begun(10, { filename: `${number}.txt` }))
    expect(await told(await link.begin(10, { filename: 'more.txt' }))).toEqual(tooMany)
    expect((await other.begin(10, { filename: 'a.txt' })).status).toBe(201)
    expect((await link.ask('DELETE', paths[0] ?? '')).status).toBe(204)
    expect((await link.begin(10, { filename: 'again.txt' })).status).toBe(201)
  })

  it.each([
    ['10 GiB', 200 * GB, 10 * GB],
    ['a tenth of the quota', 50 * GB, 5 * GB],
    ['one file of the largest size', GB, 500 * 1024 ** 2],
  ])('sets aside %s at most, quota %d', async (_, quota, most) => {
    const link = await inbox()
    const path = await link.begun(10, { filename: 'a.txt' })
    await api.sql('update storage_quota set quota_bytes = $2 where organization_id = $1', [home, quota])
    await api.sql('update upload_session set reserved_bytes = $2 where id = $1', [sessionOf(path), most - 1000])
    expect(await told(await link.begin(1001, { filename: 'b.txt' }))).toEqual(tooMany)
    expect(await told(await link.begin(1000, { filename: 'b.txt' }))).toEqual([201, null])
    expect(await told(await link.begin(1, { filename: 'c.txt' }))).toEqual(tooMany)
  })
})

it('of one sender so many are received at once as memory allows; the others are told when to come again', async () => {
  const tus = tusCalls(api.url, { Authorization: `Bearer ${maker.token}` })
  const bytes = textOf(9_000_000)
  const paths: string[] = []
  for (let number = 0; number < 18; number += 1)
    paths.push(await tus.begun(bytes.length, { filename: `${number}.txt`, organization: home }))
  const refused: { path: string; answer: IncomingMessage }[] = []
  const sent = await new Promise<ReturnType<typeof request>[]>((resolve, reject) => {
    const requests = paths.map((path) => {
      const one = request(`${api.url}${path}`, {
        method: 'PATCH',
        agent: false,
        headers: {
          Authorization: `Bearer ${maker.token}`,
          'Tus-Resumable': '1.0.0',
          'Upload-Offset': '0',
          'Content-Length': bytes.length,
          ...bytesType,
        },
      })
      one.on('error', reject).on('response', (answer) => {
        refused.push({ path, answer })
        if (refused.length === 2) resolve(requests)
      })
      one.write(bytes.subarray(0, 1000))
      return one
    })
  })
  for (const { answer } of refused) expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '5'])
  const stranger = await api.member(home, 'member')
  const theirs = tusCalls(api.url, { Authorization: `Bearer ${stranger.token}` })
  const path = await theirs.begun(bytes.length, { filename: 'theirs.txt', organization: home })
  expect((await theirs.send(path, 0, bytes)).status).toBe(204)

  for (const one of sent) one.on('error', () => undefined).destroy()
  const again = async () => (await tus.send(refused[0]?.path ?? '', 0, bytes)).status
  await expect.poll(again, { timeout: 10_000 }).toBe(204)
})

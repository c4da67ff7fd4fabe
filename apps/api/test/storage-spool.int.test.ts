import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { type Caller, startTestApi, type TestApi } from './support/start-test-api.ts'

const MB = 1024 * 1024

let api: TestApi
let home: string
let member: Caller

beforeAll(async () => {
  api = await startTestApi()
  home = await api.organization('Home')
  member = await api.member(home, 'member')
})
afterEach(() => {
  for (const one of opened.splice(0)) one.destroy()
})
afterAll(() => api.stop())

const opened: ClientRequest[] = []

const head = (name: string) =>
  `--form\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/plain\r\n\r\n`
const said = (fields: Readonly<Record<string, string>>) =>
  Object.entries(fields).map(
    ([name, value]) => `\r\n--form\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}`,
  )
const end = '\r\n--form--\r\n'

interface Sending {
  readonly sent: ClientRequest
  readonly answered: Promise<IncomingMessage>
}

/** A form that begins with its file. Of how many bytes it is, it says only where `bytes` does. */
function sending(caller: Caller, bytes?: number): Sending {
  const sent = request(`${api.url}/api/storage/receipt-upload`, {
    method: 'POST',
    agent: false,
    headers: {
      Authorization: `Bearer ${caller.token}`,
      'Content-Type': 'multipart/form-data; boundary=form',
      ...(bytes !== undefined && { 'Content-Length': bytes }),
    },
  })
  opened.push(sent)
  const answered = new Promise<IncomingMessage>((resolve, reject) => sent.on('response', resolve).on('error', reject))
  answered.catch(() => undefined)
  return { sent, answered }
}

async function answerTo({ sent, answered }: Sending, body: string) {
  sent.write(body) // Before the end, so that its length is not said.
  sent.end()
  const answer = await answered
  answer.resume()
  return answer
}

/** Larger than what is read before it is known where it goes. */
const whole = () =>
  [head('a.txt'), 'a receipt\n'.repeat(100_000), ...said({ org_id: home, object_id: 'receipt-1' }), end].join('')

it('refuses who may add files nowhere before it keeps anything of a file', async () => {
  const viewer = await api.member(home, 'viewer')
  const endless = sending(viewer, 400 * MB)
  endless.sent.write(`${head('a.txt')}first bytes`)
  expect((await endless.answered).statusCode).toBe(403)
})

it('keeps so much of one person at a time, refuses the rest for the moment, and has room again when they are gone', async () => {
  const other = await api.member(home, 'member')
  const waiting = Array.from({ length: 3 }, () => {
    const one = sending(member, 400 * MB)
    one.sent.write(`${head('a.txt')}first bytes`)
    return one
  })
  const refused = await Promise.race(waiting.map(({ answered }) => answered))
  expect([refused.statusCode, Number(refused.headers['retry-after'])]).toEqual([503, 5])
  expect((await answerTo(sending(member), whole())).statusCode).toBe(503)
  expect((await answerTo(sending(other), whole())).statusCode).toBe(200)

  for (const { sent } of waiting) sent.destroy()
  await expect.poll(async () => (await answerTo(sending(member), whole())).statusCode).toBe(200)
})

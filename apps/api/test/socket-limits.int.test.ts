import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestSocket, subscription, type TestSocket } from './support/open-socket.ts'
import { type Caller, startTestApi, type TestApi } from './support/start-test-api.ts'

let api: TestApi
let member: Caller
const opened: TestSocket[] = []

beforeAll(async () => {
  api = await startTestApi()
  member = await api.member(await api.organization('Ours'), 'viewer')
})
afterAll(async () => {
  for (const socket of opened) socket.close()
  await api.stop()
})

async function open(given: Parameters<typeof openTestSocket>[1]): Promise<TestSocket> {
  const socket = await openTestSocket(api.url, given)
  opened.push(socket)
  return socket
}

describe('a socket', () => {
  it('is refused to a page of another site, and opened to programs and our own pages', async () => {
    await expect(open({ token: member.token, origin: 'https://evil.example' })).rejects.toThrow('Refused with 403')
    await expect(open({ token: member.token, origin: api.url })).resolves.toBeDefined()
    await expect(open({ token: member.token })).resolves.toBeDefined()
  })

  it('takes at most 20 calls in one frame', async () => {
    const socket = await open({ token: member.token })
    const calls = (count: number) =>
      Array.from({ length: count }, (_, id) => ({ id, method: 'query', params: { path: 'system.status' } }))
    socket.send(calls(21))
    await expect.poll(() => socket.frames.length).toBe(1)
    expect(socket.frames[0]).toMatchObject({ id: null, error: { data: { code: 'invalid' } } })
    socket.send(calls(20))
    await expect.poll(() => socket.frames.length).toBe(21)
    expect(socket.frames.slice(1).every(({ result }) => result?.type === 'data')).toBe(true)
  })

  it('carries at most 100 subscriptions', async () => {
    const socket = await open({ token: member.token })
    for (let at = 0; at < 101; at += 20) {
      socket.send(Array.from({ length: Math.min(20, 101 - at) }, (_, index) => subscription(at + index)))
    }
    const refused = () => socket.frames.filter(({ error }) => error?.data.reason === 'too_many_subscriptions')
    await expect.poll(() => refused().length).toBe(1)
  })

  it('is one of at most 20 of a user', async () => {
    const busy = await api.member(await api.organization('Busy'), 'viewer')
    const sockets = await Promise.all(Array.from({ length: 21 }, () => open({ token: busy.token })))
    const codes: number[] = []
    for (const { closed } of sockets) closed.then((code) => codes.push(code))
    await expect.poll(() => codes).toEqual([4429])
  })

  it('is the only way to subscribe: a stream over HTTP would outlive its session', async () => {
    const response = await fetch(`${api.url}/api/trpc/events.changes`, {
      headers: { Authorization: `Bearer ${member.token}`, Accept: 'text/event-stream' },
    })
    expect(await response.text()).toContain('socket_required')
  })

  it('that shows no valid credentials is told so, and closed', async () => {
    const socket = await open({ token: 'nonsense' })
    socket.send(subscription(1))
    await expect.poll(() => socket.frames[0]?.error?.data.code).toBe('unauthenticated')
    expect(await socket.closed).toBe(4401)
  })
})

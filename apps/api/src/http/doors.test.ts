import type { IncomingMessage, ServerResponse } from 'node:http'
import { describe, expect, it } from 'vitest'
import { type DoorHandler, throughDoors } from './doors.ts'

/** Two doors below one address, one elsewhere. The first answers `/one` only. */
function world() {
  const seen: string[] = []
  const failures: unknown[] = []
  const handler =
    (name: string, answers: (url: string) => boolean): DoorHandler =>
    async ({ url = '' }, _res, next) => {
      seen.push(`${name} ${url}`)
      if (!answers(url)) next()
    }
  const through = throughDoors(
    [
      { at: '/api/v1', handler: handler('first', (url) => url.startsWith('/one')) },
      { at: '/api/v1/two', handler: handler('second', (url) => url !== '/no') },
      { at: '/api/v1', handler: async ({ url }) => (url === '/bad' ? Promise.reject(new Error('broken')) : undefined) },
    ],
    (error) => failures.push(error),
  )
  const go = async (url: string) => {
    const req = { url } as IncomingMessage & { originalUrl?: string }
    let isPassedOn = false
    seen.length = 0
    through(req, {} as ServerResponse, () => {
      isPassedOn = true
    })
    await new Promise(setImmediate)
    return { seen: [...seen], isPassedOn, url: req.url, originalUrl: req.originalUrl }
  }
  return { go, failures }
}

describe('the doors', () => {
  it('show each handler the address below its own, and the first that answers ends it', async () => {
    const { go } = world()
    expect(await go('/api/v1/one/x?y=1')).toMatchObject({ seen: ['first /one/x?y=1'], isPassedOn: false })
    expect(await go('/api/v1/two/z')).toMatchObject({
      seen: ['first /two/z', 'second /z'],
      originalUrl: '/api/v1/two/z',
    })
  })

  it('pass on what is nobody’s, its address as it was', async () => {
    const { go } = world()
    expect(await go('/elsewhere?x=1')).toMatchObject({ seen: [], isPassedOn: true, url: '/elsewhere?x=1' })
    expect(await go('/api/v11/one')).toMatchObject({ seen: [], isPassedOn: true, url: '/api/v11/one' })
  })

  it('know an address in capitals, with a query at once, and with its host', async () => {
    const { go } = world()
    expect((await go('/API/V1/one')).seen).toEqual(['first /one'])
    expect((await go('/api/v1?one')).seen).toEqual(['first /?one'])
    expect((await go('http://host:1/api/v1/one')).seen).toEqual(['first /one'])
  })

  it('tell of a handler that fails', async () => {
    const { go, failures } = world()
    await go('/api/v1/bad')
    expect(failures).toEqual([new Error('broken')])
  })
})

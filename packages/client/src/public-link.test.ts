import { afterEach, expect, it, vi } from 'vitest'
import { openPublicLink } from './index.ts'

afterEach(() => vi.restoreAllMocks())

const problem = (code: string, detail: string, status: number) =>
  new Response(JSON.stringify({ code, detail, status }), { status })

it('says why an upload cannot go on when a guarded link ended while its password held, not that nothing answers', async () => {
  const answers = [
    new Response(JSON.stringify({ access: 'for half an hour' })),
    problem('not_found', 'No such link', 404),
  ]
  const link = openPublicLink({
    url: 'http://127.0.0.1:9',
    token: 'guarded',
    fetch: async () => answers.shift() ?? problem('internal', 'Asked too often', 500),
  })
  await link.unlock('open sesame')
  // The device slept meanwhile: a clock that stands still then would not tell.
  vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 45 * 60_000)
  const film = { name: 'film.txt', bytes: Buffer.alloc(3_000_000) }
  await expect(link.uploadInPieces(film, { retryDelays: [] })).rejects.toMatchObject({ code: 'not_found', status: 404 })
})

import { Readable } from 'node:stream'
import { expect, it } from 'vitest'
import type { ServedBytes } from '../served-file.ts'
import { ThumbnailCache } from './thumbnail-cache.ts'

const KB = 1024

/** A cache over a store whose every opening is counted. */
function world() {
  const opened: string[] = []
  let now = 0
  const cache = new ThumbnailCache(() => new Date(now))
  const show = async (storageKey: string, bytes = KB, { storageProvider = 'local', tag = 'a' } = {}) => {
    const source = { storageProvider, storageKey, bytes: null, mimeType: 'image/webp', fileName: 'a.webp', tag }
    const stored: ServedBytes = {
      status: 200,
      headers: { ETag: '"a"' },
      open: async () => {
        opened.push(`${storageProvider} ${storageKey}`)
        return Readable.from([Buffer.alloc(bytes, storageKey)])
      },
    }
    const served = cache.serve(source, stored)
    return { ...served, body: await served.open?.() }
  }
  const wait = (milliseconds: number) => {
    now += milliseconds
  }
  return { cache, opened, show, wait }
}

it('opens what is shown again and again once, and gives the same bytes', async () => {
  const { opened, show } = world()
  const first = await show('one')
  expect(await show('one')).toMatchObject({ status: 200, headers: { ETag: '"a"' }, body: first.body })
  expect(first.body).toEqual(Buffer.alloc(KB, 'one'))
  expect(opened).toEqual(['local one'])
})

it('takes no picture for another one', async () => {
  const { opened, show } = world()
  expect((await show('one')).body).not.toEqual((await show('two')).body)
  await show('one', KB, { storageProvider: 's3' })
  expect(opened).toEqual(['local one', 'local two', 's3 one'])
})

it('opens what was made anew, though it is called the same', async () => {
  const { opened, show } = world()
  await show('one')
  await show('one', KB, { tag: 'b' })
  await show('one', KB, { tag: 'b' })
  expect(opened).toEqual(['local one', 'local one'])
})

it('forgets a picture after a minute', async () => {
  const { opened, show, wait } = world()
  await show('one')
  wait(60_000)
  await show('one')
  expect(opened).toHaveLength(2)
})

it('keeps no large picture, and of all of them 16 MB: the oldest goes', async () => {
  const { opened, show } = world()
  await show('large', 129 * KB)
  await show('large', 129 * KB)
  for (let at = 0; at <= 128; at++) await show(`full ${at}`, 128 * KB)
  opened.length = 0
  await show('full 1', 128 * KB)
  await show('large', 129 * KB)
  await show('full 0', 128 * KB)
  expect(opened).toEqual(['local large', 'local full 0'])
})

it('opens nothing for an answer without bytes', async () => {
  const { cache } = world()
  const source = { storageProvider: 'local', storageKey: 'one', bytes: null, mimeType: '', fileName: '', tag: '' }
  expect(cache.serve(source, { status: 304, headers: {}, open: null })).toEqual({
    status: 304,
    headers: {},
    open: null,
  })
})

it('remembers no failure', async () => {
  const { cache, show } = world()
  const source = { storageProvider: 'local', storageKey: 'one', bytes: null, mimeType: '', fileName: '', tag: '' }
  const failing = cache.serve(source, { status: 200, headers: {}, open: () => Promise.reject(new Error('gone')) })
  await expect(failing.open?.()).rejects.toThrow('gone')
  expect((await show('one')).body).toEqual(Buffer.alloc(KB, 'one'))
})

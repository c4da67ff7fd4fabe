import { Readable } from 'node:stream'
import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { lastWordOf } from './last-word-of.ts'

const upload = { organization: v7(), fileName: 'a.txt', stream: Readable.from([]), tags: ['before'] }

it('takes what comes after the bytes', async () => {
  const { signal } = new AbortController()
  expect(await lastWordOf(upload, signal)).toEqual({})
  expect(await lastWordOf({ ...upload, finished: async () => ({ tags: ['late'] }) }, signal)).toEqual({
    tags: ['late'],
  })
  await expect(lastWordOf({ ...upload, finished: () => Promise.reject(new Error('cut')) }, signal)).rejects.toThrow(
    'cut',
  )
})

it('waits for no transport that never ends once the upload is over', async () => {
  const over = new AbortController()
  const silent = { ...upload, finished: () => new Promise<never>(() => undefined) }
  const waiting = lastWordOf(silent, over.signal)
  over.abort(new Error('over'))
  await expect(waiting).rejects.toThrow('over')
  await expect(lastWordOf(silent, over.signal)).rejects.toThrow('over')
})

import { expect, it } from 'vitest'
import { RunningUploads } from './running-uploads.ts'

it('gives a session to one writer at a time: the one before is told, and waited for', async () => {
  const uploads = new RunningUploads()
  const first = await uploads.takeTurn('a')
  const order: string[] = []
  const next = uploads.takeTurn('a').then((turn) => {
    order.push('second has it')
    return turn
  })
  expect(first.signal.aborted).toBe(true)
  order.push('first ends')
  first.end()
  const second = await next
  expect(order).toEqual(['first ends', 'second has it'])
  expect(second.signal.aborted).toBe(false)
  second.end()
})

it('knows a digest only of all bytes from the first on', () => {
  const uploads = new RunningUploads()
  const digest = uploads.takeDigest('a', 0)
  expect(digest).not.toBeNull()
  if (digest) uploads.keepDigest('a', Object.assign(digest, { bytes: 5 }))
  expect(uploads.takeDigest('a', 6)).toBeNull()
  expect(uploads.takeDigest('a', 5)).toBeNull()
  expect(uploads.takeDigest('b', 5)).toBeNull()
})

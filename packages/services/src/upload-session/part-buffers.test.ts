import { expect, it } from 'vitest'
import { BUFFERS, PartBuffers } from './part-buffers.ts'
import { PartMemory } from './part-memory.ts'
import { PARTS_UNDER_WAY } from './part-sending.ts'

const memoryFor = (bytes: number) => new PartMemory({ most: BUFFERS, bytes })

it.each([1, 3, 4, 7, 100])('cuts pieces of %d bytes into whole parts and a rest', (pieceBytes) => {
  const bytes = Buffer.from(Array.from({ length: 42 }, (_, at) => at))
  const buffers = new PartBuffers(memoryFor(4), 4)
  const parts: number[][] = []
  for (let at = 0; at < bytes.length; at += pieceBytes)
    for (const part of buffers.add(bytes.subarray(at, at + pieceBytes))) parts.push([...part])
  expect(parts.every(({ length }) => length === 4)).toBe(true)
  expect(buffers.filling).toHaveLength(2)
  expect([...parts.flat(), ...buffers.filling]).toEqual([...bytes])
})

it('leaves as many parts alone as may be under way while the next one fills', () => {
  const buffers = new PartBuffers(memoryFor(2), 2)
  const parts = [...buffers.add(Buffer.from('abcde'))]
  expect(parts).toHaveLength(PARTS_UNDER_WAY)
  expect([...parts, buffers.filling].map(String)).toEqual(['ab', 'cd', 'e'])
})

it('takes no more memory than there is to come', () => {
  const buffers = new PartBuffers(memoryFor(1000), 1000, 3)
  for (const _ of buffers.add(Buffer.from('abc'))) throw new Error('No part is whole')
  expect([String(buffers.filling), buffers.filling.buffer.byteLength]).toEqual(['abc', 3])
  expect([1, 1000, 1001, 9000].map((whole) => PartBuffers.bytesFor(1000, whole))).toEqual([1, 1000, 2000, 3000])
})

it('lets all its memory go to the next upload of parts as large, and what is smaller than a part to nobody', () => {
  const memory = memoryFor(4)
  const sizes = [2, Number.POSITIVE_INFINITY].map((whole) => {
    const buffers = new PartBuffers(memory, 4, whole)
    for (const _ of buffers.add(Buffer.from('ab'))) throw new Error('No part is whole')
    return buffers
  })
  const [, large] = sizes
  const used = large?.filling.buffer
  for (const buffers of sizes) buffers.release()
  expect(memory.take(4).buffer).toBe(used)
  expect(memory.take(4).buffer).not.toBe(used)
})

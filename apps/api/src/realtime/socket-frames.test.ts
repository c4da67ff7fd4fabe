import { expect, it } from 'vitest'
import { socketFrames } from './socket-frames.ts'

const frameOf = (calls: number) => JSON.stringify(Array.from({ length: calls }, (_, id) => ({ id, method: 'query' })))

it('a frame holds as many calls as an HTTP batch, and no more', () => {
  expect(socketFrames.decode(frameOf(20))).toHaveLength(20)
  expect(() => socketFrames.decode(frameOf(21))).toThrow(RangeError)
})

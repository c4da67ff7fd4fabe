import { PassThrough, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { readHead } from './read-head.ts'

const piecesOf = (bytes: Buffer, size: number) =>
  Readable.from(
    Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size)),
    { objectMode: false },
  )

describe('readHead', () => {
  const bytes = Buffer.from(Array.from({ length: 1000 }, (_, at) => at % 251))

  it.each([1, 7, 99, 100, 101, 1000])('gives everything back, with pieces of %s', async (size) => {
    const source = piecesOf(bytes, size)
    const head = await readHead(source, 100)
    expect(head.isWhole).toBe(false)
    expect(head.bytes, 'however much has come').toEqual(bytes.subarray(0, 100))
    expect(await buffer(source)).toEqual(bytes)
  })

  it('knows that a short stream is at its end', async () => {
    expect(await readHead(piecesOf(bytes, 300), 1001)).toEqual({ bytes, isWhole: true })
    expect(await readHead(piecesOf(Buffer.alloc(0), 1), 10)).toEqual({ bytes: Buffer.alloc(0), isWhole: true })
  })

  it('fails with the stream, whenever that was', async () => {
    const failing = new PassThrough()
    const head = readHead(failing, 10)
    failing.destroy(new Error('broken'))
    await expect(head).rejects.toThrow('broken')
    await expect(readHead(failing, 10)).rejects.toThrow('broken')
  })
})

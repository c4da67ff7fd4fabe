import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PartCutter } from './part-cutter.ts'

async function* streamed(chunks: Uint8Array[]): AsyncGenerator<Buffer> {
  for (const chunk of chunks) yield Buffer.from(chunk)
}

describe('PartCutter', () => {
  it('loses, doubles and swaps nothing, whatever the chunks, and reuses only what was given back', async () => {
    const chunks = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(chunks, fc.integer({ min: 1, max: 30 }), async (body, partBytes) => {
        const cutter = new PartCutter(partBytes)
        const sent: Buffer[] = []
        for await (const part of cutter.cut(streamed(body))) {
          sent.push(Buffer.from(part))
          cutter.giveBack(part.fill(0))
        }
        expect(Buffer.concat(sent)).toEqual(Buffer.concat(body))
        expect(sent.slice(0, -1).every(({ length }) => length === partBytes)).toBe(true)
        expect(sent.every(({ length }) => length > 0 && length <= partBytes)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('keeps a part untouched until it is given back', async () => {
    const parts = []
    for await (const part of new PartCutter(2).cut(streamed([Buffer.from('abcdef')]))) parts.push(part)
    expect(parts.map(String)).toEqual(['ab', 'cd', 'ef'])
  })
})

import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { expect, it } from 'vitest'
import type { StorageProvider } from '../src/index.ts'
import { MIB, newKey, sha256Of } from './sample-bytes.ts'

/** A few hundred megabytes, or as many as STORAGE_TEST_MIB says: several gigabytes take their time. */
const BYTES = Number(process.env.STORAGE_TEST_MIB || 256) * MIB
const GROWTH = 96 * MIB

/** An object that is much larger than the memory it may take, in and out. Only for stores that are a process of their own. */
export function flatMemory(open: () => Promise<{ provider: StorageProvider; close(): Promise<void> }>): void {
  it(`takes and gives ${BYTES / MIB} MiB in flat memory`, { timeout: 120_000 + BYTES / 5_000 }, async () => {
    const { provider, close } = await open()
    const watch = watchMemory()
    const key = newKey()
    const { signal } = new AbortController()
    const body = Readable.from(watch.over(numbered()))
    expect(await provider.put(key, body, { contentType: 'video/mp4', signal })).toMatchObject({ bytes: BYTES })
    const read = await sha256Of(watch.over(await provider.open(key)))
    expect(read).toBe(await sha256Of(numbered()))
    expect(watch.growth()).toBeLessThan(GROWTH)
    await provider.remove([key])
    await close()
  })
}

const noise = randomBytes(MIB)

/** Chunks that are quickly made, each with its number. */
async function* numbered(): AsyncGenerator<Buffer> {
  for (let number = 0; number * MIB < BYTES; number += 1) {
    const chunk = Buffer.from(noise)
    chunk.writeUInt32LE(number)
    yield chunk
  }
}

/** Looks at the resident memory with every chunk that passes. */
function watchMemory() {
  const before = process.memoryUsage.rss()
  let highest = before
  return {
    growth: () => highest - before,
    async *over(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const chunk of chunks) {
        highest = Math.max(highest, process.memoryUsage.rss())
        yield chunk
      }
    },
  }
}

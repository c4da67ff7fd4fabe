import { mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { beforeAll, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { chunksOf, MIB } from '../test/sample-bytes.ts'
import { DirectWriting } from './direct-writing.ts'
import { PAGE_BYTES, pageMemory } from './page-memory.ts'

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>()
  return { ...real, open: vi.fn(real.open) }
})

vi.mock('./page-memory.ts', async (original) => {
  const real = await original<typeof import('./page-memory.ts')>()
  return { ...real, pageMemory: vi.fn(real.pageMemory) }
})

const opened = vi.mocked(open)
const gotten = vi.mocked(pageMemory)
beforeEach(() => {
  opened.mockClear()
  gotten.mockClear()
})

let whole: Buffer
beforeAll(async () => {
  whole = await buffer(chunksOf(3 * MIB + 77))
})

async function newFile() {
  const folder = await mkdtemp(join(tmpdir(), 'groundwork-direct-'))
  const path = join(folder, 'bytes')
  const file = await open(path, 'wx')
  onTestFinished(async () => {
    await file.close()
    await rm(folder, { recursive: true })
  })
  return { path, file }
}

/** In batches of a few chunks, as they come from a network. */
function batchesOf(bytes: Buffer, chunkBytes: number): Buffer[][] {
  const chunks: Buffer[] = []
  for (let at = 0; at < bytes.length; at += chunkBytes) chunks.push(bytes.subarray(at, at + chunkBytes))
  return Array.from({ length: Math.ceil(chunks.length / 3) }, (_, turn) => chunks.slice(turn * 3, turn * 3 + 3))
}

/** Writes all but what is there already, and tells the lengths of the writes that went through the page cache. */
async function written(from: number, chunkBytes: number): Promise<{ stored: Buffer; cached: number[] }> {
  const { path, file } = await newFile()
  await file.write(whole, 0, from, 0)
  const writes = vi.spyOn(file, 'write')
  const writing = await DirectWriting.open({ path, file, from })
  for (const batch of batchesOf(whole.subarray(from), chunkBytes)) await writing.write(batch)
  await writing.end()
  await writing.close()
  return { stored: await readFile(path), cached: writes.mock.calls.map(([, , length]) => Number(length)) }
}

it.each([
  [0, 65_536],
  [0, 3 * MIB],
  [PAGE_BYTES, 1000],
  [1, 65_536],
  [MIB + 5000, 70_001],
])('goes on at byte %d with chunks of %d bytes, and loses none', async (from, chunkBytes) => {
  expect((await written(from, chunkBytes)).stored.equals(whole)).toBe(true)
})

it('writes through the page cache only what does not lie on pages: the rest of the first and of the last', async ({
  skip,
}) => {
  const { cached } = await written(PAGE_BYTES + 1, 65_536)
  const most = 3 * MIB + 77 - 2 * PAGE_BYTES
  if (cached.includes(MIB)) skip('This disk takes nothing past the page cache')
  expect(cached).toEqual([PAGE_BYTES - 1, most % MIB])
})

it('has nothing to end where nothing came', async () => {
  const { path, file } = await newFile()
  const writing = await DirectWriting.open({ path, file, from: 0 })
  await writing.end()
  await writing.close()
  expect(await readFile(path)).toHaveLength(0)
})

it('goes through the page cache on a disk that takes nothing past it, in small writes from any memory', async () => {
  const { path, file } = await newFile()
  opened.mockRejectedValueOnce(Object.assign(new Error('EINVAL'), { code: 'EINVAL' }))
  const writes = vi.spyOn(file, 'write')
  const writing = await DirectWriting.open({ path, file, from: 0 })
  await writing.write([whole])
  await writing.end()
  await writing.close()
  expect((await readFile(path)).equals(whole)).toBe(true)
  expect(Math.max(...writes.mock.calls.map(([, , length]) => Number(length)))).toBe(MIB / 4)
  expect(gotten).not.toHaveBeenCalled()
})

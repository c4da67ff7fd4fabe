import { constants } from 'node:fs'
import { mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { PAGE_BYTES, pageMemory } from './page-memory.ts'
import { type PlacedPart, writePart } from './part-file.ts'

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>()
  return { ...real, open: vi.fn(real.open) }
})

const opened = vi.mocked(open)
const { signal } = new AbortController()
const O_DIRECT = constants.O_DIRECT ?? 0

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'groundwork-part-'))
})
afterAll(() => rm(folder, { recursive: true }))
beforeEach(() => {
  opened.mockClear()
})

/** Writes a part into a file of a few letters, and tells how. */
async function written({ body, start, bytes }: Pick<PlacedPart, 'body' | 'start' | 'bytes'>) {
  const path = join(folder, 'bytes')
  const file = await open(path, 'w+')
  const writes = vi.spyOn(file, 'write')
  try {
    await writePart({ path, file }, { body, start, bytes, signal })
    return { stored: await readFile(path), isThroughCache: writes.mock.calls.length > 0 }
  } finally {
    await file.close()
  }
}

const isDirectDisk = async () => {
  try {
    const file = await open(join(folder, 'probe'), constants.O_WRONLY | constants.O_CREAT | O_DIRECT)
    await file.write(pageMemory(PAGE_BYTES), 0, PAGE_BYTES, 0)
    await file.close()
    return O_DIRECT !== 0
  } catch {
    return false
  }
}

const filled = (bytes: Buffer, text: string) => bytes.fill(text)

describe('writing a part', () => {
  it('goes past the page cache where memory, place and length are pages', async ({ skip }) => {
    if (!(await isDirectDisk())) skip('This disk takes nothing past the page cache')
    const body = filled(pageMemory(2 * PAGE_BYTES), 'direct')
    const { stored, isThroughCache } = await written({ body, start: PAGE_BYTES, bytes: body.length })
    expect(isThroughCache).toBe(false)
    expect(stored.subarray(PAGE_BYTES).equals(body)).toBe(true)
  })

  it.each([
    ['of another length', filled(pageMemory(PAGE_BYTES + 1), 'a'), 0],
    ['for another place', filled(pageMemory(PAGE_BYTES), 'b'), 1],
    ['in other memory', filled(pageMemory(2 * PAGE_BYTES), 'c').subarray(1, PAGE_BYTES + 1), 0],
  ])('takes one %s through it', async (_, body, start) => {
    const { stored, isThroughCache } = await written({ body, start, bytes: body.length })
    expect(isThroughCache).toBe(true)
    expect(stored.subarray(start).equals(body)).toBe(true)
  })

  it('takes one through it where a process may not have memory that lies on pages', async () => {
    vi.stubGlobal('WebAssembly', undefined)
    onTestFinished(() => void vi.unstubAllGlobals())
    const body = filled(pageMemory(PAGE_BYTES), 'f')
    const { stored } = await written({ body, start: 0, bytes: body.length })
    expect(stored.equals(body)).toBe(true)
  })

  it('takes one from a stream through it', async () => {
    const body = Buffer.alloc(PAGE_BYTES, 'd')
    const { stored, isThroughCache } = await written({ body: Readable.from([body]), start: 0, bytes: body.length })
    expect(isThroughCache).toBe(true)
    expect(stored.equals(body)).toBe(true)
  })

  it('refuses one that is longer than announced, and writes none of it', async () => {
    const body = pageMemory(2 * PAGE_BYTES)
    await expect(written({ body, start: 0, bytes: PAGE_BYTES })).rejects.toMatchObject({ code: 'refused' })
    expect(await readFile(join(folder, 'bytes'))).toHaveLength(0)
  })

  it('goes through the page cache where the disk does not take it otherwise', async () => {
    const body = filled(pageMemory(PAGE_BYTES), 'e')
    const path = join(folder, 'bytes')
    const file = await open(path, 'w+')
    opened.mockRejectedValueOnce(Object.assign(new Error('EINVAL'), { code: 'EINVAL' }))
    await writePart({ path, file }, { body, start: 0, bytes: body.length, signal })
    await file.close()
    expect((await readFile(path)).equals(body)).toBe(true)
  })

  it('says so when the disk is full, and tries no other way', async () => {
    const path = join(folder, 'bytes')
    const file = await open(path, 'w+')
    opened.mockRejectedValueOnce(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' }))
    const part = { body: pageMemory(PAGE_BYTES), start: 0, bytes: PAGE_BYTES, signal }
    await expect(writePart({ path, file }, part)).rejects.toMatchObject({
      code: 'unavailable',
      cause: { code: 'ENOSPC' },
    })
    await file.close()
    expect(await readFile(path)).toHaveLength(0)
  })
})

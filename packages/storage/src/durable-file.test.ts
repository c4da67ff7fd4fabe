import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { syncDirectory } from './durable-file.ts'

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>()
  return { ...real, open: vi.fn(real.open) }
})

const opened = vi.mocked(open)
beforeEach(() => {
  opened.mockClear()
})

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'groundwork-sync-'))
  onTestFinished(() => rm(path, { recursive: true }))
  return path
}

it('syncs a directory for all who wait for it at once, after the last of them has asked', async () => {
  const path = await folder()
  await Promise.all(Array.from({ length: 20 }, () => syncDirectory(path)))
  expect(opened).toHaveBeenCalledTimes(2)
  await syncDirectory(path)
  expect(opened).toHaveBeenCalledTimes(3)
})

it('keeps directories apart', async () => {
  const paths = await Promise.all([folder(), folder()])
  await Promise.all(paths.map(syncDirectory))
  expect(opened.mock.calls.map(([path]) => path).sort()).toEqual([...paths].sort())
})

it('tells everybody of a failure, and tries again for those who come later', async () => {
  const path = join(await folder(), 'missing')
  const outcomes = await Promise.allSettled([syncDirectory(path), syncDirectory(path), syncDirectory(path)])
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  await expect(syncDirectory(path)).rejects.toThrow('ENOENT')
})

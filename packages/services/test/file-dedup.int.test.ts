import { buffer } from 'node:stream/consumers'
import { type DomainError, StoredFile } from '@groundwork/domain'
import { toStorageKey } from '@groundwork/storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDownload, removeDeadBytes, removeFileVersion, restoreFileVersion } from '../src/file/index.ts'
import { createFileWorld, type FileWorld, textLike, textOf } from './file-world.ts'
import { waryScanner } from './wary-scanner.ts'

const KB = 1024
const wary = waryScanner()
let world: FileWorld

beforeAll(async () => {
  world = await createFileWorld({ scanner: wary.scanner })
})
afterAll(() => world.close())

const times = <Result>(count: number, use: (index: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: count }, (_, index) => use(index)))

const liveBlobs = async (of: string) => {
  const [row] = await world.sql<{ count: number; bytes: number }>(
    `select count(*)::int as count, coalesce(sum(bytes), 0)::int as bytes from blob where organization_id = $1 and removed_at is null`,
    [of],
  )
  return row
}

describe('equal bytes in an organization', () => {
  it('are kept once and count once, however many come at the same time', async () => {
    const { organization, context } = await world.member()
    const bytes = textOf(20 * KB)
    const files = await times(12, (index) => world.upload(context, { organization, fileName: `${index}.txt`, bytes }))
    expect(new Set(files.map(({ filePath }) => filePath)).size).toBe(12)
    expect(await liveBlobs(organization)).toEqual({ count: 1, bytes: 20 * KB })
    expect(await world.quota(organization)).toEqual({ used: 20 * KB, reserved: 0 })

    await removeDeadBytes(world.services)
    expect((await world.traces(organization)).objects).toHaveLength(1)
    const { reads } = wary.state
    for (const { id } of files) await world.scan(organization, id)
    expect(wary.state.reads - reads).toBe(1)
    for (const { id } of files) {
      const { open } = await openDownload(world.services, context, { file: id })
      expect(open && (await buffer(await open()))).toEqual(bytes)
    }
  })

  it('are read again by a scanner that has learnt since', async () => {
    const { organization, context } = await world.member()
    const upload = async () => {
      const { id } = await world.upload(context, { organization, fileName: 'a.txt', bytes: textOf(30) })
      await world.scan(organization, id)
    }
    await upload()
    wary.state.signatures = '2'
    const { reads } = wary.state
    await upload()
    wary.state.signatures = '1'
    expect(wary.state.reads - reads).toBe(1)
  })

  it('take the place of those that were lost', async () => {
    const { organization, context } = await world.member()
    const bytes = textOf(40)
    const lost = await world.upload(context, { organization, fileName: 'a.txt', bytes })
    await world.scan(organization, lost.id)
    await world.storage.remove((await world.traces(organization)).objects.map(toStorageKey))
    await world.sql('update blob set missing_since = now() where organization_id = $1', [organization])

    const again = await world.upload(context, { organization, fileName: 'b.txt', bytes })
    await world.scan(organization, again.id)
    await removeDeadBytes(world.services)
    for (const file of [lost.id, again.id]) {
      const { open } = await openDownload(world.services, context, { file })
      expect(open && (await buffer(await open()))).toEqual(bytes)
    }
    expect(await world.quota(organization)).toEqual({ used: 40, reserved: 0 })
    expect((await world.traces(organization)).objects).toHaveLength(1)
  })

  it('are not those of another organization', async () => {
    const [ours, theirs] = [await world.member(), await world.member()]
    for (const { organization, context } of [ours, theirs]) {
      await world.upload(context, { organization, fileName: 'a.txt', bytes: textOf(100) })
      expect(await world.quota(organization)).toEqual({ used: 100, reserved: 0 })
      expect((await world.traces(organization)).objects).toHaveLength(1)
    }
  })

  it('stay while anyone keeps them, also while the last of them goes at the same moment', async () => {
    const { organization, context } = await world.member('owner')
    const bytes = textOf(5 * KB)
    const first = await world.upload(context, { organization, fileName: 'a.txt', bytes: textOf(KB) })
    await world.scan(organization, first.id)
    await world.upload(context, { organization, fileName: 'a.txt', bytes, replaces: first.id })
    await world.scan(organization, first.id)
    await restoreFileVersion(world.services, context, { id: first.id, number: 1 })
    for (let round = 0; round < 8; round++) {
      const [, file] = await Promise.all([
        removeFileVersion(world.services, context, { id: first.id, number: 2 + round * 2 }),
        world.upload(context, { organization, fileName: `${round}.txt`, bytes }),
        removeDeadBytes(world.services),
      ])
      await world.scan(organization, file.id)
      await removeDeadBytes(world.services)
      const { open } = await openDownload(world.services, context, { file: file.id })
      expect(open && (await buffer(await open()))).toEqual(bytes)
      expect(await world.quota(organization)).toEqual({ used: 6 * KB, reserved: 0 })

      // The next round: the same bytes are a version that goes, and nobody else's.
      await world.upload(context, { organization, fileName: 'a.txt', bytes, replaces: first.id })
      await world.scan(organization, first.id)
      await restoreFileVersion(world.services, context, { id: first.id, number: 1 })
      await world.asOwner(`delete from file_version where file_id = $1`, [file.id])
      await world.asOwner('delete from file where id = $1', [file.id])
    }
  })
})

describe('the quota of organizations above', () => {
  it('counts what is below, and is never passed by 50 uploads at once on several levels', async () => {
    const top = await world.organization()
    const middle = await world.member('member', top)
    const leaves = await times(3, () => world.member('member', middle.organization))
    await world.setQuota(top, 20 * KB)
    await world.setQuota(leaves[0]?.organization ?? '', 5 * KB)
    const homes = [middle, ...leaves]
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_, index) => {
        const { organization, context } = homes[index % homes.length] ?? middle
        return world.upload(context, { organization, fileName: 'a.txt', bytes: textLike(KB, index) })
      }),
    )
    const refused = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [outcome.reason as DomainError] : [],
    )
    expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['quota_exceeded']))
    expect(outcomes.length - refused.length).toBe(20)
    expect(await world.quotaBelow(top)).toEqual({ used: 20 * KB, reserved: 0 })
    expect(await world.quota(top)).toEqual({ used: 0, reserved: 0 })
    const own = await Promise.all(homes.map(({ organization }) => world.quota(organization)))
    expect(own.reduce((sum, { used }) => sum + used, 0)).toBe(20 * KB)
    expect(own[1]?.used).toBeLessThanOrEqual(5 * KB)
    expect(await world.quotaBelow(middle.organization)).toEqual({ used: 20 * KB, reserved: 0 })
  })

  it('says which one is full, and no more of it', async () => {
    const top = await world.organization()
    const { organization, context } = await world.member('member', top)
    await world.setQuota(top, KB)
    const upload = world.upload(context, { organization, fileName: 'a.txt', bytes: textOf(2 * KB) })
    await expect(upload).rejects.toMatchObject({
      code: 'quota_exceeded',
      message: expect.stringContaining('above this one'),
    })
    expect(await world.quotaBelow(top)).toEqual({ used: 0, reserved: 0 })
  })

  it('of somebody else cannot be charged', async () => {
    const { context } = await world.member()
    const theirs = await world.organization()
    const charging = world.database.withUnitOfWork(context, (work) =>
      work.query('select charge_storage($1::uuid, array[$1::uuid], 1, 1)', [theirs]),
    )
    await expect(charging).rejects.toThrow()
    expect(await world.quota(theirs)).toEqual({ used: 0, reserved: 0 })
  })
})

it('deleting a file and bringing it back moves no quota', async () => {
  const { organization, context } = await world.member()
  const { id } = await world.upload(context, { organization, fileName: 'a.txt', bytes: textOf(77) })
  await world.scan(organization, id)
  await world.database.withUnitOfWork(context, (work) => work.remove(StoredFile, id))
  expect(await world.quota(organization)).toEqual({ used: 77, reserved: 0 })
})

import { asSystem, chargeStorage, type WorkContext } from '@groundwork/db'
import { StoredFile } from '@groundwork/domain'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { emptyTrash, purgeFiles } from '../src/file/index.ts'
import { createFileWorld, type FileWorld, textLike } from './file-world.ts'

const system = asSystem('set a test up')

let world: FileWorld
beforeAll(async () => {
  world = await createFileWorld()
})
afterAll(() => world.close())

type Purge = (context: WorkContext, of: string, ids: readonly string[]) => Promise<unknown>
const purges: readonly (readonly [string, Purge])[] = [
  ['purging some', (context, _, ids) => purgeFiles(world.services, context, ids)],
  ['emptying the trash', (context, of) => emptyTrash(world.services, context, of)],
]

it.each(purges)('%s lets whoever holds one of the files have the quota first', async (_, purge) => {
  const { organization, context } = await world.member('owner')
  const ids: string[] = []
  for (const number of [1, 2]) {
    const bytes = textLike(100, number)
    const { id } = await world.upload(context, { organization, fileName: `${number}.txt`, bytes })
    await world.makeAvailable(id)
    await world.database.withUnitOfWork(context, (work) => work.remove(StoredFile, id))
    ids.push(id)
  }
  const last = ids.toSorted().at(-1) ?? ''
  let purged: Promise<unknown> | undefined
  await world.database.withUnitOfWork(system, async (work) => {
    await work.get(StoredFile, last, { lock: true, withDeleted: true })
    purged = purge(context, organization, ids)
    purged.catch(() => undefined)
    await world.someoneWaits()
    await chargeStorage(work, { organization })
  })
  await purged
  expect(await world.quota(organization)).toEqual({ used: 0, reserved: 0 })
})

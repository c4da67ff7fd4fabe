import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDownload, outdatedRescans, rescanFile, type Scanner } from '../src/file/index.ts'
import { createFileWorld, type FileWorld } from './file-world.ts'
import { ownClamd } from './own-clamd.ts'

let clamd: Awaited<ReturnType<typeof ownClamd>>
let world: FileWorld
let version = 'one'
beforeAll(async () => {
  clamd = await ownClamd('KNOWNWORM')
  // Signatures of one's own have no version: clamd's word for what it knows is that of the official databases alone.
  const scanner: Scanner = { ...clamd.scanner, signatures: async () => version }
  world = await createFileWorld({ scanner })
})
afterAll(async () => {
  await world.close()
  await clamd.stop()
})

const statusOf = async (id: string) =>
  (await world.sql<{ status: string }>('select status from file where id = $1', [id]))[0]?.status

it('what the scanner did not know yesterday is found once it does, by itself and on request', async () => {
  const { organization, context } = await world.member('owner')
  const uploaded = async (fileName: string, content: string) => {
    const { id } = await world.upload(context, { organization, fileName, bytes: Buffer.from(content) })
    await world.scan(organization, id)
    return id
  }
  const [known, late, later, fine] = [
    await uploaded('known.txt', 'a KNOWNWORM in it'),
    await uploaded('late.txt', 'a LATEWORM in it'),
    await uploaded('later.txt', 'a LATERWORM in it'),
    await uploaded('fine.txt', 'nothing in it'),
  ]
  const states = async () => Promise.all([known, late, later, fine].map(statusOf))
  expect(await states()).toEqual(['quarantined', 'available', 'available', 'available'])

  await clamd.learn('LATEWORM')
  version = 'two'
  expect(await outdatedRescans(world.services)()).toBe(4)
  expect(await states()).toEqual(['quarantined', 'quarantined', 'available', 'available'])
  await expect(openDownload(world.services, context, { file: late })).rejects.toMatchObject({ reason: 'quarantined' })
  const [row] = await world.sql('select status_reason as reason from file where id = $1', [late])
  expect(row).toEqual({ reason: 'Something harmful was found in it: Test.LATEWORM.UNOFFICIAL' })

  await clamd.learn('LATERWORM')
  await rescanFile(world.services, { event: randomUUID(), organization, objectId: later }, async () => undefined)
  expect(await states()).toEqual(['quarantined', 'quarantined', 'quarantined', 'available'])
}, 60_000)

import { Readable } from 'node:stream'
import { asSystem } from '@groundwork/db'
import { receiveUpload } from '@groundwork/services'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { hostileCorpus } from '../../../packages/services/test/hostile-corpus/corpus.ts'
import { createWorkerWorld, type WorkerWorld } from './worker-world.ts'

const MB = 1024 * 1024
const system = asSystem('upload what an attacker would')

/** As a network brings them: what stands far behind is not seen at the door. */
function* piecesOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += 32_768) yield bytes.subarray(at, at + 32_768)
}

let world: WorkerWorld
beforeAll(async () => {
  world = await createWorkerWorld(41)
})
afterAll(() => world.close())

it('whatever the worker makes of hostile files, it stays well and comes to the next one', async () => {
  const before = process.memoryUsage().rss
  const accepted = hostileCorpus.filter(({ expected }) => 'becomes' in expected)
  const { organization, services } = world
  const sent: { readonly id: string; readonly fate: string }[] = []
  for (const { name, bytes, expected } of accepted) {
    const stream = Readable.from(piecesOf(bytes), { objectMode: false })
    const { id } = await receiveUpload(services, system, { organization, fileName: name, stream })
    sent.push({ id, fate: 'becomes' in expected ? expected.becomes : '' })
  }
  const honest = await world.upload('after.txt', Buffer.from('an honest one'))
  await world.start()
  for (const { id, fate } of sent) await world.reaches(id, fate)
  for (const { id, fate } of sent) if (fate === 'available') await world.isDone(id, 'file.derive')
  await world.isDone(honest, 'file.derive')

  const texts = await world.sql<{ content: string }>('select content from blob_text')
  expect(texts.filter(({ content }) => /root:.*:0:0:/.test(content))).toEqual([])
  const pictures = await world.sql(`select id from blob where scan_verdict <> 'clean' and derivatives <> '{}'`)
  expect(pictures).toEqual([])
  expect(process.memoryUsage().rss - before).toBeLessThan(500 * MB)
  expect(await world.storage.sweepTemp(0)).toBe(0)
}, 180_000)

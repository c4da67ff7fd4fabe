import { buffer } from 'node:stream/consumers'
import { toStorageKey } from '@groundwork/storage'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findTools } from '../src/preview/tool/installed-tools.ts'
import { createWorkerWorld, type WorkerWorld } from './worker-world.ts'

/** Spelled in two halves, so that no scanner takes this file for the thing itself. */
const eicar = Buffer.from(`X5O!P%@AP[4\\PZX54(P^)7CC)7}$${'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'}`)

/** A page of 200 by 100 points with nothing on it. */
const onePage = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
)

const photo = (width: number, height: number) =>
  sharp({
    create: { width, height, channels: 3, noise: { type: 'gaussian', mean: 128, sigma: 30 }, background: 'red' },
  })

let world: WorkerWorld

beforeAll(async () => {
  world = await createWorkerWorld(11)
  await world.start()
})
afterAll(() => world.close())

const derivative = async (key: string | null) =>
  sharp(await buffer(await world.storage.open(toStorageKey(key ?? '')))).metadata()

describe('an uploaded file', () => {
  it('is scanned, let go and drawn', async () => {
    const id = await world.upload('photo.jpg', await photo(2400, 1600).jpeg().toBuffer())
    await world.isDone(id, 'file.derive')
    const file = await world.file(id)
    expect(file).toMatchObject({ status: 'available', engine: 'clamav', width: 2400, height: 1600 })
    expect(await derivative(file.thumbnail)).toMatchObject({ format: 'webp', width: 150, height: 150 })
    expect(await derivative(file.optimised)).toMatchObject({ format: 'webp', width: 1200, height: 800 })
    expect(await world.topics(id)).toEqual([
      'file.created',
      'file.stored',
      'file.scanning',
      'file.available',
      'file.previewed',
    ])
  })

  it('that is drawn stands upright and says nothing of where it was taken', async () => {
    const original = await photo(400, 200)
      .withExif({ IFD0: { Copyright: 'somebody' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    const id = await world.upload('phone.jpg', original)
    await world.isDone(id, 'file.derive')
    const file = await world.file(id)
    expect(file).toMatchObject({ width: 200, height: 400 })
    const optimised = await derivative(file.optimised)
    expect(optimised).toMatchObject({ width: 200, height: 400 })
    expect(optimised.exif).toBeUndefined()
  })

  it('that is infected is quarantined', async () => {
    const id = await world.upload('letter.txt', eicar)
    await world.reaches(id, 'quarantined')
    expect(await world.file(id)).toMatchObject({ engine: 'clamav', reason: expect.stringContaining('Eicar') })
  })

  it('that is an image damaged in the middle stays available, without a picture, and keeps nobody waiting', async () => {
    const whole = await photo(600, 600).png().toBuffer()
    const damaged = Buffer.concat([whole.subarray(0, 5000), Buffer.alloc(whole.length - 5100, 7), whole.subarray(-100)])
    const bad = await world.upload('damaged.png', damaged)
    const good = await world.upload('good.png', whole)
    await world.isDone(good, 'file.derive')
    await world.isDone(bad, 'file.derive')
    expect(await world.file(bad)).toMatchObject({ status: 'available', thumbnail: null })
    expect(await world.file(good)).toMatchObject({ thumbnail: expect.any(String) })
  })

  it('that is an animation shows its first picture', async () => {
    const frames = [photo(60, 40), photo(60, 40)].map((frame) => frame.png().toBuffer())
    const id = await world.upload(
      'moving.gif',
      await sharp(await Promise.all(frames), { join: { animated: true } })
        .gif()
        .toBuffer(),
    )
    await world.isDone(id, 'file.derive')
    expect(await derivative((await world.file(id)).optimised)).toMatchObject({ width: 60, height: 40 })
  })

  it('that is a PDF shows its first page where poppler is installed', async () => {
    const id = await world.upload('page.pdf', onePage)
    await world.isDone(id, 'file.drawPages')
    const file = await world.file(id)
    expect(file).toMatchObject({ status: 'available', width: null })
    expect(file.optimised !== null).toBe((await findTools()).poppler)
    if (file.optimised) expect(await derivative(file.optimised)).toMatchObject({ width: 1200, height: 600 })
  })

  it('that is no picture has none', async () => {
    const id = await world.upload('drawing.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))
    await world.isDone(id, 'file.derive')
    expect(await world.file(id)).toMatchObject({ status: 'available', thumbnail: null })
  })
})

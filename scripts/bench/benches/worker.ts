import { join } from 'node:path'
import pg from 'pg'
import sharp from 'sharp'
import { type Bench, ceilingFinding, ratioFinding } from '../bench.ts'
import type { Lab } from '../lab/open-lab.ts'
import { median, quantile } from '../measure/statistics.ts'
import { until } from '../measure/until.ts'

/** Two events of a file. A transaction begins when its event is `created_at`, and is over when the relay has seen it and `dispatched_at` is set. */
interface Between {
  readonly topics: readonly [from: string, to: string]
  readonly until: 'created_at' | 'dispatched_at'
}

/** Milliseconds from one event of each file to another, by the database's clock. */
async function between(ownerUrl: string, ids: readonly string[], { topics, until }: Between): Promise<number[]> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ ms: number }>(
      `select extract(epoch from min(later.${until}) - min(earlier.created_at))::float * 1000 as ms
       from outbox_event earlier join outbox_event later on later.object_id = earlier.object_id and later.topic = $3
       where earlier.topic = $2 and earlier.object_id = any($1) and later.${until} is not null group by earlier.object_id`,
      [ids, ...topics],
    )
    return rows.map(({ ms }) => ms)
  } finally {
    await client.end()
  }
}

export const eventToHandler: Bench = {
  names: ['event-to-handler-p95-ms'],
  about: 'event committed (`file.stored`) to handler started (`file.scanning`), p95',
  run: async ({ gw, organization, ownerUrl }, { rounds }) => {
    const ids: string[] = []
    for (let index = 0; index < rounds * 20; index++) {
      const { id } = await gw.uploadFile(
        { name: `note-${index}.txt`, bytes: Buffer.from(`Note ${index}\n`) },
        { organization },
      )
      ids.push(id)
    }
    await settle(gw, ids)
    const times = await between(ownerUrl, ids, { topics: ['file.stored', 'file.scanning'], until: 'created_at' })
    const p95 = quantile(times, 0.95)
    return [
      ceilingFinding('event-to-handler-p95-ms', 100, p95, `median ${median(times).toFixed(0)} of ${times.length}`),
    ]
  },
}

export const thumbnailCold: Bench = {
  names: ['thumbnail-cold'],
  about:
    'thumbnail and optimised image of a 12 megapixel photo, from the event to stored and committed, against sharp in process on one thread',
  run: async ({ gw, organization, ownerUrl }, { rounds }) => {
    const large = sharp(join(import.meta.dirname, '../../../samples/harbour-at-dusk.jpg')).resize(4000, 3000, {
      fit: 'cover',
    })
    const ids: string[] = []
    const bare: number[] = []
    for (let index = 0; index < rounds + 1; index++) {
      // Of bytes that are there already nothing is drawn again.
      const description = { IFD0: { ImageDescription: `${index} of ${Date.now()}` } }
      const photo = await large.clone().withExif(description).jpeg({ quality: 88 }).toBuffer()
      const { id } = await gw.uploadFile({ name: `photo-${index}.jpg`, bytes: photo }, { organization })
      ids.push(id)
      // Looked for seldom, not to be in the way of what is measured: the events tell the time.
      await until('the thumbnail is made', async () => (await gw.file.get({ id })).previewedAt !== null, {
        everyMs: 250,
      })
      bare.push(await drawInProcess(photo))
    }
    const whole = { topics: ['file.available', 'file.previewed'], until: 'dispatched_at' } as const
    const times = () => between(ownerUrl, ids, whole)
    await until('all are told of', async () => (await times()).length === ids.length)
    const ours = median(await times())
    const limit = median(bare)
    const found = { ratio: limit / ours, ours, limit }
    return [ratioFinding('thumbnail-cold', 0.8, found, (milliseconds) => `${milliseconds.toFixed(0)} ms`)]
  },
}

async function drawInProcess(photo: Buffer): Promise<number> {
  sharp.concurrency(1)
  sharp.cache(false)
  const started = performance.now()
  await sharp(photo).autoOrient().resize(150, 150, { fit: 'cover' }).webp({ quality: 80 }).toBuffer()
  await sharp(photo).autoOrient().resize(1200, 1200, { fit: 'inside' }).webp({ quality: 85 }).toBuffer()
  return performance.now() - started
}

async function settle(gw: Lab['gw'], ids: readonly string[]): Promise<void> {
  for (const id of ids) await gw.waitUntilSettled(id)
}

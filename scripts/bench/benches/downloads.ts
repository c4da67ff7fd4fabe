import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { type Bench, megabyteWords, ratioFinding } from '../bench.ts'
import type { Lab } from '../lab/open-lab.ts'
import { compare } from '../measure/compare.ts'
import { httpCaller } from '../measure/http-caller.ts'
import { perSecond } from '../measure/in-flight.ts'
import { streamUpload } from '../measure/stream-upload.ts'
import { until } from '../measure/until.ts'
import { uploadUrl } from './uploads.ts'

const MB = 1024 ** 2
const size = 128 * MB

export const download: Bench = {
  names: ['download'],
  about: 'download of 128 MB by Range through the API, against bare `node:http` piping from disk',
  run: async (lab, effort) => {
    const headers = { ...(await lab.authorization()), range: 'bytes=0-' }
    const { id } = JSON.parse(await streamUpload({ url: uploadUrl(lab), bytes: size, headers })) as { id: string }
    await lab.gw.waitUntilSettled(id)
    await writeFile(join(lab.limitFolder, 'video'), Buffer.alloc(size, 7))
    const api = httpCaller(lab.url)
    const bare = httpCaller(lab.limit.url)
    try {
      const found = await compare(
        (ms) => perSecond(1, ms, () => api.call({ path: `/api/v1/files/${id}/download/`, headers })),
        (ms) => perSecond(1, ms, () => bare.call({ path: '/file/video', headers })),
        effort,
      )
      return [ratioFinding('download', 0.8, found, (rate) => megabyteWords(rate * size))]
    } finally {
      api.close()
      bare.close()
    }
  },
}

/** A picture whose thumbnail is made. */
export async function storedPicture({ gw, organization }: Pick<Lab, 'gw' | 'organization'>): Promise<string> {
  const bytes = await sharp({ create: { width: 800, height: 600, channels: 3, background: '#3a6ea5' } })
    .jpeg()
    .toBuffer()
  const { id } = await gw.uploadFile({ name: 'picture.jpg', bytes }, { organization })
  await gw.waitUntilSettled(id)
  await until('the thumbnail is made', async () => (await gw.file.get({ id })).previewedAt !== null)
  return id
}

export const thumbnailStored: Bench = {
  names: ['thumbnail-stored'],
  about:
    'a stored thumbnail through the API with sign-in and audit entry, against bare `node:http` serving a plain file',
  run: async (lab, effort) => {
    const headers = await lab.authorization()
    const id = await storedPicture(lab)
    const bytes = Buffer.from(await (await lab.gw.fetchBlob(id, { variant: 'thumbnail' })).arrayBuffer())
    await writeFile(join(lab.limitFolder, 'thumbnail.webp'), bytes)
    const api = httpCaller(lab.url)
    const bare = httpCaller(lab.limit.url)
    try {
      const found = await compare(
        (ms) => perSecond(16, ms, () => api.call({ path: `/api/v1/files/${id}/thumbnail/`, headers })),
        (ms) => perSecond(16, ms, () => bare.call({ path: '/file/thumbnail.webp' })),
        effort,
      )
      return [ratioFinding('thumbnail-stored', 0.45, found)]
    } finally {
      api.close()
      bare.close()
    }
  },
}

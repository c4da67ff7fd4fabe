import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Bench, ceilingFinding, megabyteWords, ratioFinding } from '../bench.ts'
import type { Lab } from '../lab/open-lab.ts'
import { compare, type Work } from '../measure/compare.ts'
import { secondsFor } from '../measure/in-flight.ts'
import { growthMb } from '../measure/memory.ts'
import { streamUpload, type UploadLoad } from '../measure/stream-upload.ts'
import { untilQuiet } from '../measure/until-quiet.ts'

const MB = 1024 ** 2

/** A quick run sends less. */
export const largeBytes = (roundMs: number): number => (roundMs >= 1000 ? 1024 : 64) * MB

export const uploadUrl = ({ url, organization }: Lab): string =>
  `${url}/api/v1/files/upload/?organization=${organization}`

export const uploadLarge: Bench = {
  names: ['upload-1gb', 'upload-1gb-rss-mb'],
  about:
    'upload of 1 GB with type check, hash and quota, against bare `node:http` piping to disk; growth of the API process meanwhile',
  run: async (lab, { rounds, roundMs }) => {
    const bytes = largeBytes(roundMs)
    const headers = await lab.authorization()
    const ours = { url: uploadUrl(lab), bytes, headers }
    await streamUpload({ ...ours, bytes: MB })
    const { result, growth } = await growthMb(lab.apiPid, () =>
      compare(bytesPerSecond(ours), bytesPerSecond({ url: `${lab.limit.url}/upload`, bytes }), {
        rounds: Math.min(rounds, 3),
        roundMs,
      }),
    )
    await clearFolder(lab.limitFolder)
    return [
      ratioFinding('upload-1gb', 0.7, result, megabyteWords),
      ceilingFinding('upload-1gb-rss-mb', 64, growth, `${growth?.toFixed(0)} MB`),
    ]
  },
}

export const uploadMany: Bench = {
  names: ['upload-100x1mb'],
  about:
    '100 uploads of 1 MB, 8 at a time, against the same; each turn begins when the worker has done what came before',
  run: async (lab, effort) => {
    const headers = await lab.authorization()
    const times = effort.roundMs >= 1000 ? 100 : 10
    const uploads =
      (load: UploadLoad): Work =>
      async () =>
        times / (await secondsFor(times, 8, () => streamUpload(load)))
    const result = await compare(
      uploads({ url: uploadUrl(lab), bytes: MB, headers }),
      uploads({ url: `${lab.limit.url}/upload`, bytes: MB }),
      { ...effort, rest: () => untilQuiet(lab.workerPid) },
    )
    await clearFolder(lab.limitFolder)
    return [ratioFinding('upload-100x1mb', 0.5, result)]
  },
}

/** One upload is the round, however long it takes. */
const bytesPerSecond =
  (load: UploadLoad): Work =>
  async () =>
    load.bytes / (await secondsFor(1, 1, () => streamUpload(load)))

/**
 * Deletes what the limit has received. Only at the end, as nobody deletes what we have: a virtual machine writes twice as fast to
 * memory of its own that it has had before as to memory that it must ask its host for.
 */
export async function clearFolder(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await rm(join(folder, name))
}

import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Bench, rate } from '../bench.ts'
import type { Lab } from '../lab/open-lab.ts'
import { compare, type Work } from '../measure/compare.ts'
import { httpCaller } from '../measure/http-caller.ts'
import { secondsFor } from '../measure/in-flight.ts'
import { growthMb } from '../measure/memory.ts'
import { quantile } from '../measure/statistics.ts'
import { streamUpload } from '../measure/stream-upload.ts'

const MB = 1024 ** 2

/** What one round sends; a quick run sends less. */
const large = (roundMs: number) => (roundMs >= 1000 ? 1024 : 64) * MB

const uploadUrl = ({ url, organization }: Lab) => `${url}/api/v1/files/upload/?organization=${organization}`

/** Bytes per second of one upload, which is the round. The limit's copy is deleted again: only it stays on disk otherwise. */
const uploadOnce =
  (url: string, bytes: () => number, headers?: Readonly<Record<string, string>>): Work =>
  async () => {
    const started = performance.now()
    await streamUpload(url, bytes(), headers)
    return (bytes() * 1000) / (performance.now() - started)
  }

export const uploadLarge: Bench = {
  names: ['upload-1gb', 'upload-1gb-rss-mb'],
  about:
    'upload of 1 GB with type check, hash and quota, against bare `node:http` piping to disk; growth of the API process meanwhile',
  run: async (lab, { rounds, roundMs }) => {
    const bytes = large(roundMs)
    const headers = await lab.authorization()
    await streamUpload(uploadUrl(lab), MB, headers)
    let compared: Awaited<ReturnType<typeof compare>> | null = null
    const growth = await growthMb(lab.apiPid, async () => {
      const bare = uploadOnce(`${lab.limit.url}/upload`, () => bytes)
      const cleared = thenClear(bare, lab.limitFolder)
      compared = await compare(
        uploadOnce(uploadUrl(lab), () => bytes, headers),
        cleared,
        { rounds: Math.min(rounds, 3), roundMs },
      )
    })
    if (!compared) throw new Error('Nothing was compared')
    const { ratio, ours, limit } = compared as Awaited<ReturnType<typeof compare>>
    return [
      {
        name: 'upload-1gb',
        value: ratio,
        budget: 0.7,
        sense: 'at least',
        ours: rate(ours / MB, 'MB/s'),
        limit: rate(limit / MB, 'MB/s'),
      },
      {
        name: 'upload-1gb-rss-mb',
        value: growth ?? Number.NaN,
        budget: 64,
        sense: 'at most',
        ours: growth === null ? 'only measured on Linux' : rate(growth, 'MB'),
        limit: '',
      },
    ]
  },
}

const many = 100

export const uploadMany: Bench = {
  names: ['upload-100x1mb'],
  about: '100 uploads of 1 MB, 8 at a time, against the same',
  run: async (lab, { rounds, roundMs }) => {
    const headers = await lab.authorization()
    const times = roundMs >= 1000 ? many : many / 10
    const uploads =
      (url: string, sent?: Readonly<Record<string, string>>): Work =>
      async () =>
        times / (await secondsFor(times, 8, () => streamUpload(url, MB, sent)))
    const bare = uploads(`${lab.limit.url}/upload`)
    const { ratio, ours, limit } = await compare(uploads(uploadUrl(lab), headers), thenClear(bare, lab.limitFolder), {
      rounds,
      roundMs,
    })
    return [
      {
        name: 'upload-100x1mb',
        value: ratio,
        budget: 0.5,
        sense: 'at least',
        ours: rate(ours, 'files/s'),
        limit: rate(limit, 'files/s'),
      },
    ]
  },
}

export const lightWhileUploading: Bench = {
  names: ['light-while-uploading'],
  about: 'p95 of a get through REST while an upload of 1 GB runs, as a multiple of the same when idle',
  run: async (lab, { roundMs }) => {
    const headers = await lab.authorization()
    const api = httpCaller(lab.url)
    const path = `/api/v1/products/${lab.productIds[0]}/`
    const p95 = async (isOver: (elapsedMs: number) => boolean) => {
      const times: number[] = []
      const begun = performance.now()
      while (!isOver(performance.now() - begun)) {
        const started = performance.now()
        await api.call({ path, headers })
        times.push(performance.now() - started)
      }
      return quantile(times, 0.95)
    }
    try {
      await p95((elapsed) => elapsed > roundMs)
      const idle = await p95((elapsed) => elapsed > roundMs * 2)
      let isDone = false
      const upload = streamUpload(uploadUrl(lab), large(roundMs), headers).finally(() => {
        isDone = true
      })
      const busy = await p95(() => isDone)
      await upload
      return [
        {
          name: 'light-while-uploading',
          value: busy / idle,
          budget: 1.5,
          sense: 'at most',
          ours: `${busy.toFixed(2)} ms`,
          limit: `${idle.toFixed(2)} ms`,
        },
      ]
    } finally {
      api.close()
    }
  },
}

/** What the limit has received is deleted again, outside of the time measured. */
const thenClear =
  (work: Work, folder: string): Work =>
  async (roundMs) => {
    const done = await work(roundMs)
    for (const name of await readdir(folder)) await rm(join(folder, name))
    return done
  }

import { type Bench, ceilingFinding } from '../bench.ts'
import { httpCaller } from '../measure/http-caller.ts'
import { quantile } from '../measure/statistics.ts'
import { streamUpload } from '../measure/stream-upload.ts'
import { largeBytes, uploadUrl } from './uploads.ts'

const gigabitLine = 119 * 1024 ** 2

export const lightWhileUploading: Bench = {
  names: ['light-while-uploading'],
  about: 'p95 of a get through REST while 1 GB comes in over a gigabit line, as a multiple of the same when idle',
  run: async (lab, { roundMs }) => {
    const headers = await lab.authorization()
    const api = httpCaller(lab.url)
    const path = `/api/v1/products/${lab.productIds[0]}/`
    const p95Until = async (isOver: (elapsedMs: number) => boolean) => {
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
      await p95Until((elapsed) => elapsed > roundMs)
      const idle = await p95Until((elapsed) => elapsed > roundMs * 2)
      let isSent = false
      const load = { url: uploadUrl(lab), bytes: largeBytes(roundMs), headers, bytesPerSecond: gigabitLine }
      const upload = streamUpload(load).finally(() => {
        isSent = true
      })
      const busy = await p95Until(() => isSent)
      await upload
      const words = [`${busy.toFixed(2)} ms`, `${idle.toFixed(2)} ms`] as const
      return [ceilingFinding('light-while-uploading', 1.5, busy / idle, ...words)]
    } finally {
      api.close()
    }
  },
}

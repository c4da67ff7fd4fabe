import { type Bench, ceilingFinding } from '../bench.ts'
import { httpCaller } from '../measure/http-caller.ts'
import { quantile } from '../measure/statistics.ts'

export const signedLinks: Bench = {
  names: ['signed-link-p95-ms'],
  about:
    'a signed link of an available file made through REST, with its right judged and written down, one at a time: p95',
  run: async (lab, { roundMs }) => {
    const { id } = await lab.gw.uploadFile(
      { name: 'linked.txt', bytes: Buffer.from('Linked') },
      { organization: lab.organization },
    )
    await lab.gw.waitUntilSettled(id)
    const api = httpCaller(lab.url)
    const headers = await lab.authorization()
    const times: number[] = []
    try {
      for (let turn = -50; turn < roundMs / 2; turn++) {
        const started = performance.now()
        await api.call({ path: `/api/v1/files/${id}/access-url/`, headers })
        if (turn >= 0) times.push(performance.now() - started)
      }
    } finally {
      api.close()
    }
    const p95 = quantile(times, 0.95)
    return [ceilingFinding('signed-link-p95-ms', 2, p95, `${p95.toFixed(2)} ms`, `of ${times.length}`)]
  },
}

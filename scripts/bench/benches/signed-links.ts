import pg from 'pg'
import { type Bench, ceilingFinding } from '../bench.ts'
import { httpCaller } from '../measure/http-caller.ts'
import { quantile } from '../measure/statistics.ts'

/** By then V8 has compiled what it will: until then its threads, and those of whoever asks, take the processors from those who work for a link. */
const warmUp = 6_000

export const signedLinks: Bench = {
  names: ['signed-link-p95-ms'],
  about:
    'a signed link of an available file made through REST, with its right judged and written down, one at a time, after 6,000 to warm up: p95; beside it that of a bare insert and commit by turns with it, which is what the disk takes',
  run: async (lab, { roundMs }) => {
    const { id } = await lab.gw.uploadFile(
      { name: 'linked.txt', bytes: Buffer.from('Linked') },
      { organization: lab.organization },
    )
    await lab.gw.waitUntilSettled(id)
    const headers = await lab.authorization()
    const api = httpCaller(lab.url)
    const raw = new pg.Client({ connectionString: lab.ownerUrl })
    raw.on('error', () => undefined)
    await raw.connect()
    try {
      await raw.query('create table bench_commit (turn integer)')
      const ours = { times: [] as number[], once: () => api.call({ path: `/api/v1/files/${id}/access-url/`, headers }) }
      const commit = {
        times: [] as number[],
        once: () => raw.query({ name: 'commit', text: 'insert into bench_commit values (1)' }),
      }
      for (let turn = -warmUp; turn < 3 * roundMs; turn++) {
        for (const { times, once } of [ours, commit]) {
          const started = performance.now()
          await once()
          if (turn >= 0) times.push(performance.now() - started)
        }
      }
      const p95 = quantile(ours.times, 0.95)
      const bare = `${quantile(commit.times, 0.95).toFixed(2)} ms a bare commit`
      return [ceilingFinding('signed-link-p95-ms', 2, p95, `${p95.toFixed(2)} ms`, bare)]
    } finally {
      api.close()
      await raw.end()
    }
  },
}

import { randomBytes } from 'node:crypto'
import { type Bench, ceilingFinding, type Finding } from '../bench.ts'
import type { Lab } from '../lab/open-lab.ts'
import { eventLoopMeanwhile } from '../measure/event-loop.ts'
import { secondsFor } from '../measure/in-flight.ts'
import { until } from '../measure/until.ts'

const inFlight = 16

/** Text that nobody sent before, so that each has to be kept and scanned. */
const newText = () => Buffer.from(randomBytes(50_000).toString('hex'))

export const smallFiles: Bench = {
  names: ['files-1000x100kb', 'files-1000x100kb-available-s', 'files-1000x100kb-event-loop-p99-ms'],
  about: `1,000 files of 100 kB, ${inFlight} at a time, after 200 to warm up, scanned by ClamAV (which knows one signature here): accepted per second, the time from the last to all of them being available, and the event loop of the API meanwhile`,
  needsScanner: true,
  run: async (lab, { roundMs }) => {
    const times = roundMs >= 1000 ? 1000 : 50
    const tag = `small-${Date.now().toString(36)}`
    const send = uploader(lab, tag)
    const warmUp = Math.ceil(times / 5)
    await secondsFor(warmUp, inFlight, send)
    await untilAvailable(lab, tag, warmUp)
    const { result, p99Ms } = await eventLoopMeanwhile(lab, async () => ({
      seconds: await secondsFor(times, inFlight, send),
      accepted: performance.now(),
    }))
    const { seconds, accepted } = result
    await untilAvailable(lab, tag, times + warmUp)
    const settled = (performance.now() - accepted) / 1000
    const rate: Finding = {
      name: 'files-1000x100kb',
      value: times / seconds,
      budget: 150,
      sense: 'at least',
      ours: `${(times / seconds).toFixed(0)} /s`,
      limit: '',
    }
    return [
      rate,
      ceilingFinding('files-1000x100kb-available-s', 30, settled, `${settled.toFixed(1)} s`),
      ceilingFinding('files-1000x100kb-event-loop-p99-ms', 100, p99Ms, `${p99Ms.toFixed(0)} ms`),
    ]
  },
}

function uploader({ gw, organization }: Lab, tag: string) {
  return (turn: number) => gw.uploadFile({ name: `${turn}.txt`, bytes: newText() }, { organization, tags: [tag] })
}

const untilAvailable = (lab: Lab, tag: string, count: number) =>
  until('all of them are available', async () => (await availableOf(lab, tag)) === count, { everyMs: 500 })

async function availableOf({ gw }: Lab, tag: string): Promise<number> {
  const filter = {
    and: [
      { field: 'tags', op: 'hasany', value: [tag] },
      { field: 'status', op: 'eq', value: 'available' },
    ],
  } as const
  const { count } = await gw.file.list({ filter, limit: 1, withCount: true })
  return count ?? 0
}

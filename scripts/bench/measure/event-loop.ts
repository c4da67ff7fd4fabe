import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Lab } from '../lab/open-lab.ts'
import { until } from './until.ts'

/** Does something, and tells the 99th percentile, in ms, of how long the API's event loop was busy with something else meanwhile. */
export async function eventLoopMeanwhile<Result>(
  lab: Lab,
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly p99Ms: number }> {
  await askProbe(lab)
  const result = await work()
  return { result, p99Ms: await askProbe(lab) }
}

/** Begins to look, or ends it and tells what was seen. */
async function askProbe({ apiPid, dataDir }: Lab): Promise<number> {
  const file = join(dataDir, `event-loop-${apiPid}`)
  await rm(file, { force: true })
  process.kill(apiPid, 'SIGUSR2')
  let told = ''
  await until('the API tells of its event loop', async () => {
    told = await readFile(file, 'utf8').catch(() => '')
    return told !== ''
  })
  return Number(told)
}

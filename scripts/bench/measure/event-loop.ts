import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Lab } from '../lab/open-lab.ts'
import { until } from './until.ts'

/** The 99th percentile, in ms, of how long the API's event loop was busy with something else, since this was last asked. */
export async function eventLoopP99Ms({ apiPid, dataDir }: Lab): Promise<number> {
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

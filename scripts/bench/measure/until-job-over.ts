import type { GroundworkClient } from '@groundwork/client'
import { until } from './until.ts'

/** A million rows take their time, and more of it on a busy machine. */
const withinMs = 45 * 60_000

/** Waits for a data job, and tells how long it was at work. @throws when it failed */
export async function untilJobOver({ gw }: { readonly gw: GroundworkClient }, id: string) {
  const isOver = async () => {
    const { status, resultLog } = await gw.dataJob.get({ id })
    if (status === 'FAILED') throw new Error(`The job failed: ${JSON.stringify(resultLog)}`)
    return status === 'COMPLETED' || status === 'READY' || status === 'UNDONE'
  }
  await until('the job is over', isOver, { everyMs: 500, withinMs })
  const { startedAt, finishedAt, ...job } = await gw.dataJob.get({ id })
  return { ...job, seconds: (Date.parse(`${finishedAt}`) - Date.parse(`${startedAt}`)) / 1000 }
}

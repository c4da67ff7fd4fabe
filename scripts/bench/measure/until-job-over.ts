import type { GroundworkClient } from '@groundwork/client'
import { until } from './until.ts'

/** Waits for a data job, and tells how long it was at work. @throws when it failed */
export async function untilJobOver({ gw }: { readonly gw: GroundworkClient }, id: string) {
  await until(
    'the job is over',
    async () => {
      const { status, resultLog } = await gw.dataJob.get({ id })
      if (status === 'FAILED') throw new Error(`The job failed: ${JSON.stringify(resultLog)}`)
      return status === 'COMPLETED' || status === 'UNDONE'
    },
    500,
  )
  const { startedAt, finishedAt, ...job } = await gw.dataJob.get({ id })
  return { ...job, seconds: (Date.parse(`${finishedAt}`) - Date.parse(`${startedAt}`)) / 1000 }
}

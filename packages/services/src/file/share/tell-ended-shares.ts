import { asSystem, takeEndedShares } from '@groundwork/db'
import type { FileServices } from '../file-services.ts'
import { tellReceivers } from './record-sharing.ts'

const system = asSystem('tell those whom shares are for that these are over')

const batch = 200

/**
 * Tells those who look at what was shared with them that the time of a share is over, as they are told of one that is taken back: each is
 * told once, by whichever worker comes first. Says of how many.
 */
export async function tellEndedShares(
  { database }: Pick<FileServices, 'database'>,
  signal?: AbortSignal,
): Promise<number> {
  let told = 0
  for (let last = batch; last === batch && !signal?.aborted; told += last) {
    last = await database.withUnitOfWork(system, async (work) => {
      const ended = await takeEndedShares(work, batch)
      for (const share of ended) tellReceivers(work, 'ended', { ...share, to: share })
      return ended.length
    })
  }
  return told
}

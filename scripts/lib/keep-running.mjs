import { setTimeout as delay } from 'node:timers/promises'

/**
 * How long we go on trying.
 *
 * @typedef {object} Persistence
 * @property {number[]} pauses before each new attempt, in milliseconds; after the last one we give up
 * @property {number} healthyAfter a service that ran this long was well: its next end starts counting anew
 */

/** @type {Persistence} */
const usual = { pauses: [250, 500, 1000, 2000, 4000], healthyAfter: 60_000 }

/**
 * Keeps a service running: when it ends by itself it is started again, a little later each time, until that is pointless.
 *
 * @template {import('./launch.mjs').Service} Kept
 * @param {() => Promise<Kept>} start
 * @param {(reason: string) => void} giveUp
 * @param {Persistence} [persistence]
 * @returns {Promise<{ first: Kept, stop: () => Promise<void> }>} once it runs; a first start that fails is thrown
 */
export async function keepRunning(start, giveUp, { pauses, healthyAfter } = usual) {
  const first = await start()
  /** @type {import('./launch.mjs').Service} */
  let service = first
  let isWanted = true
  let attempts = 0
  let startedAt = Date.now()

  /** @type {(error: Error) => import('./launch.mjs').Service} */
  const stillborn = ({ message }) => ({ ...first, ended: Promise.resolve(message), stop: async () => {} })

  const watch = async () => {
    while (isWanted) {
      const how = await service.ended
      if (!isWanted) return
      if (Date.now() - startedAt >= healthyAfter) attempts = 0
      const pause = pauses[attempts++]
      if (pause === undefined) return giveUp(`${first.name} keeps ending (${how}).`)
      console.log(`${first.name.padEnd(8)} ended (${how}), starting it again`)
      await delay(pause)
      if (!isWanted) return
      startedAt = Date.now()
      service = await start().catch(stillborn)
    }
  }
  const watching = watch()

  return {
    first,
    async stop() {
      isWanted = false
      await service.stop()
      await watching
      await service.stop() // One that was just being started.
    },
  }
}

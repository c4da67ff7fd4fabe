import { type Resource, resources } from '@groundwork/domain'
import { afterEach, describe, expect, it } from 'vitest'
import { type Door, doors } from './door.ts'
import { fuzz } from './fuzz.ts'
import { fuzzJobs } from './fuzz-jobs.ts'
import { fuzzSockets } from './fuzz-sockets.ts'
import { createGuardWorld, type GuardWorld } from './guard-world.ts'
import { told } from './told.ts'

/** GUARD_RUNS=50 tries longer, GUARD_SEED=... something else. */
const runs = Number(process.env.GUARD_RUNS ?? 2)
const seed = Number(process.env.GUARD_SEED ?? 20_261_121)
const milliseconds = 900_000 * Math.max(1, runs / 2)

let world: GuardWorld
afterEach(async () => {
  await world.stop()
})

/** Reference data is the superuser's to change, and no actor is one. */
const isOpenToTenants = ({ isWrite, subject }: Door) =>
  !isWrite ||
  !Object.values<Resource>(resources).some(
    ({ name, plural, scope }) => (name === subject || plural === subject) && scope.kind === 'global',
  )

describe('for everybody who does not belong to it, another organization', () => {
  it(
    'does not exist at any door',
    async () => {
      world = await createGuardWorld()
      const report = await fuzz(world, { runs, seed, oracles: ['O1', 'O2', 'O3', 'O4', 'O5'] })
      expect(told(report)).toEqual([])
      // Refused everywhere, it would have tried nothing.
      const open = doors().filter(isOpenToTenants)
      expect(report.reached.size / open.length, [...report.refusals.values()].join('\n')).toBeGreaterThan(0.5)
    },
    milliseconds,
  )

  it(
    'is silent on every socket, and left alone by every job',
    async () => {
      world = await createGuardWorld()
      const breaches = [...(await fuzzSockets(world, { seed })), ...(await fuzzJobs(world, { seed }))]
      expect(told({ breaches })).toEqual([])
    },
    milliseconds,
  )
})

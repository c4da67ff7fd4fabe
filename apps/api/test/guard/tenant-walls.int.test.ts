import { afterEach, describe, expect, it, vi } from 'vitest'
import { dropRowLevelSecurity } from './drop-row-level-security.ts'
import { fuzz } from './fuzz.ts'
import { createGuardWorld, type GuardWorld } from './guard-world.ts'
import { seam } from './seam.ts'
import { told } from './told.ts'

vi.mock('../../../../packages/domain/src/access/scope.ts', async (original) => {
  const { switchableScope } = await import('./seam.ts')
  const real = await original<typeof import('../../../../packages/domain/src/access/scope.ts')>()
  return { ...real, scopeFor: switchableScope(real.scopeFor) }
})

/** As in `tenant-fuzz.int.test.ts`, half as often: each wall has to hold by itself. */
const runs = Math.ceil(Number(process.env.GUARD_RUNS ?? 2) / 2)
const seed = Number(process.env.GUARD_SEED ?? 20_261_121)
const milliseconds = 900_000 * Math.max(1, runs)

let world: GuardWorld
afterEach(async () => {
  seam.isScoped = true
  await world.stop()
})

describe('for everybody who does not belong to it, another organization', () => {
  it(
    'is kept apart by row-level security alone, with the scoping of the application switched off',
    async () => {
      world = await createGuardWorld()
      seam.isScoped = false
      const report = await fuzz(world, { runs, seed, oracles: ['O1', 'O2'], isEchoFine: true })
      expect(told(report)).toEqual([])
    },
    milliseconds,
  )

  it(
    'is kept apart by the scoping of the application alone, with row-level security switched off',
    async () => {
      world = await createGuardWorld()
      await dropRowLevelSecurity(world.api)
      const report = await fuzz(world, { runs, seed, oracles: ['O1', 'O2', 'O3', 'O4', 'O5'] })
      expect(told(report)).toEqual([])
    },
    milliseconds,
  )
})

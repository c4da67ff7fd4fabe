import {
  type AuditHead,
  asSystem,
  auditHeads,
  type Database,
  dropAuditMonth,
  ensureAuditPartitions,
  expiredAuditMonths,
  holdCheckpoints,
  SEQUENCED_AT_ONCE,
  sequenceAudit,
} from '@groundwork/db'
import type { Logger } from 'pino'
import { appendCheckpoint, type CheckpointPlace } from './checkpoint-journal.ts'

/** What keeps the audit trail whole: its chains, the checkpoints outside the database, its months. */
export interface AuditKeeping {
  /** Chains what waits. What comes meanwhile waits for the next time: for a few entries a step costs as much as for many. */
  chain(signal: AbortSignal): Promise<void>
  /** Writes a signed checkpoint when one is due. */
  checkpoint(): Promise<void>
  /** Makes the months ahead and drops those whose retention is over. */
  keepMonths(signal: AbortSignal): Promise<void>
}

export interface AuditKeepingGiven {
  readonly database: Database
  readonly place: CheckpointPlace
  readonly retentionYears: number
  /** A minute after the one before, or as soon as so many entries have been chained. */
  readonly checkpointEntries: number
  readonly clock: () => Date
  readonly log: Logger
}

/** What is cut off behind the last checkpoint leaves no trace, so it is never far behind. */
const minuteMs = 60_000
/** Each month costs every plan over the trail some time; after a longer silence the default partition takes what comes. */
const monthsAhead = 6
const chaining = asSystem('give audit entries their place in the chain')
const anchoring = asSystem('write down how far the audit chains are')
const keeping = asSystem('keep the months of the audit trail')

export function auditKeeping(given: AuditKeepingGiven): AuditKeeping {
  const { database, place, retentionYears, checkpointEntries, clock, log } = given
  /** What this process wrote down last: a new one begins with all chains. */
  let written = new Map<string, number>()
  let writtenAt = 0

  return {
    chain: async (signal) => {
      while (!signal.aborted) {
        const chained = await database.withUnitOfWork(chaining, (work) => sequenceAudit(work))
        if (chained < SEQUENCED_AT_ONCE) return
      }
    },

    checkpoint: () =>
      database.withUnitOfWork(anchoring, async (work) => {
        if (!(await holdCheckpoints(work))) return
        const heads = await auditHeads(work)
        const grown = heads.filter(({ chain, position }) => written.get(chain) !== position)
        // Also when the clock was put back.
        const isMinuteOver = Math.abs(clock().getTime() - writtenAt) >= minuteMs
        const isDue = isMinuteOver || entriesSince(written, grown) >= checkpointEntries
        if (!grown.length || !isDue) return
        const at = clock().toISOString()
        const told = Object.fromEntries(grown.map(({ chain, position, hash }) => [chain, [position, hash] as const]))
        await appendCheckpoint(place, { kind: 'checkpoint', at, heads: told })
        written = new Map(heads.map(({ chain, position }) => [chain, position]))
        writtenAt = clock().getTime()
        log.info({ chains: grown.length, heads: told }, 'audit checkpoint')
      }),

    keepMonths: async (signal) => {
      const made = await database.withUnitOfWork(keeping, (work) => ensureAuditPartitions(work, monthsAhead))
      if (made) log.info({ made }, 'audit months made')
      const expired = await database.withUnitOfWork(keeping, (work) => expiredAuditMonths(work, retentionYears))
      for (const month of expired) {
        if (signal.aborted) return
        const isDropped = await database.withUnitOfWork(keeping, async (work) => {
          if (!(await holdCheckpoints(work))) return false
          // Signed before it happens: a drop that nobody announced is a theft.
          const announced = { kind: 'retention', at: clock().toISOString(), ...spanOf(month) } as const
          await appendCheckpoint(place, announced)
          await dropAuditMonth(work, month, retentionYears)
          return true
        })
        if (isDropped) log.info({ month }, 'audit month dropped at the end of its retention')
      }
    },
  }
}

const entriesSince = (written: ReadonlyMap<string, number>, heads: readonly AuditHead[]) =>
  heads.reduce((sum, { chain, position }) => sum + position - (written.get(chain) ?? 0), 0)

function spanOf(month: string): { readonly from: string; readonly to: string } {
  const from = new Date(`${month}T00:00:00.000Z`)
  const to = new Date(from)
  to.setUTCMonth(to.getUTCMonth() + 1)
  return { from: from.toISOString(), to: to.toISOString() }
}

import { type AuditVerdict, type AuditWitness, verifyAudit } from '@groundwork/db'
import { type CheckpointPlace, readCheckpoints } from './checkpoint-journal.ts'
import type { CheckpointLine } from './checkpoint-line.ts'

export interface TrailVerdict extends AuditVerdict {
  readonly checkpoints: number
  /** What is wrong with the checkpoints themselves. */
  readonly checkpointFaults: readonly string[]
}

/** Nothing is dropped sooner, whatever the retention is set to; a line that says so was not written by us. */
const leastYears = 1

/** Holds the whole trail against its chains, and those against what was written down outside the database. */
export async function verifyTrail({
  databaseUrl,
  place,
}: {
  readonly databaseUrl: string
  readonly place: CheckpointPlace
}): Promise<TrailVerdict> {
  const { lines, faults } = await readCheckpoints(place)
  const verdict = await verifyAudit(databaseUrl, witnessOf(lines))
  const hasWitness = lines.some(({ kind }) => kind === 'checkpoint')
  const missing = `there is no checkpoint in ${place.directory}: whether the end of the trail was cut off cannot be told`
  return {
    ...verdict,
    checkpoints: lines.length,
    checkpointFaults: hasWitness || !verdict.entries ? faults : [...faults, missing],
  }
}

function witnessOf(lines: readonly CheckpointLine[]): AuditWitness {
  return {
    heads: lines.flatMap((line) =>
      line.kind === 'checkpoint'
        ? Object.entries(line.heads).map(([chain, [position, hash]]) => ({ chain, position, hash, at: line.at }))
        : [],
    ),
    dropped: lines.flatMap((line) => (line.kind === 'retention' && isOldEnough(line) ? [line] : [])),
  }
}

function isOldEnough({ at, to }: { readonly at: string; readonly to: string }): boolean {
  const limit = new Date(at)
  limit.setUTCFullYear(limit.getUTCFullYear() - leastYears)
  return Date.parse(to) <= limit.getTime()
}

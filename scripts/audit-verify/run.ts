/** Recomputes the audit trail and names what is not as it was written: what `npm run audit:verify` calls. */
import { join } from 'node:path'
import { deriveKeys, type TrailVerdict, verifyTrail } from '@groundwork/services'

const { APP_DATABASE_URL, GROUNDWORK_SECRET, AUDIT_CHECKPOINT_DIR, DATA_DIR = '.data' } = process.env
if (!APP_DATABASE_URL || !GROUNDWORK_SECRET) throw new Error('Name APP_DATABASE_URL and GROUNDWORK_SECRET')

const verdict = await verifyTrail({
  databaseUrl: APP_DATABASE_URL,
  place: {
    directory: AUDIT_CHECKPOINT_DIR || join(DATA_DIR, 'audit-checkpoints'),
    key: deriveKeys(GROUNDWORK_SECRET).auditCheckpoint,
  },
})
for (const line of linesOf(verdict)) console.log(line)
const { entries, chains, checkpoints, waiting } = verdict
console.log(`${entries} entries in ${chains} chains hold; ${checkpoints} checkpoints read, ${waiting} entries wait.`)
if (waiting > 1000) console.log('So many wait only when no worker runs.')

const isWhole = !verdict.faults.length && !verdict.checkpointFaults.length
console.log(isWhole ? 'The audit trail is as it was written.' : 'THE AUDIT TRAIL IS NOT AS IT WAS WRITTEN.')
process.exitCode = isWhole ? 0 : 1

function* linesOf({ faults, checkpointFaults }: TrailVerdict): Generator<string> {
  for (const { chain, position, entry, what } of faults) {
    yield `organization ${chain}, position ${position ?? '-'}, entry ${entry ?? '-'}: ${what}`
  }
  for (const fault of checkpointFaults) yield `checkpoints: ${fault}`
}

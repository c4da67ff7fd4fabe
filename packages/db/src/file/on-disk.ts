import { type DomainError, isDomainError } from '@groundwork/domain'
import { asSystem, type Database } from '../work/contract.ts'
import { SharedWrites } from '../work/shared-writes.ts'

const system = asSystem('see that new versions are on the disk')

const confirmations = new WeakMap<Database, SharedWrites<string>>()

/**
 * Resolves once a version that was committed without waiting for the disk is there to stay; many share one wait. Nobody may be told of it
 * before. What sees the version and is itself waited for lies behind it in Postgres' log: so it also finds out that Postgres died in between,
 * or that another server has taken over which never heard of it.
 *
 * @throws DomainError upload_interrupted when the version is gone
 */
export async function untilOnDisk(database: Database, version: string): Promise<void> {
  const known = confirmations.get(database)
  const waits = known ?? new SharedWrites<string>((versions) => confirm(database, versions))
  if (!known) confirmations.set(database, waits)
  try {
    await waits.add([version])
  } catch (error) {
    throw error instanceof VersionGone ? error.cause : error
  }
}

/** One of those that are waited for together: each is then asked for by itself. */
class VersionGone extends Error {
  constructor(override readonly cause: DomainError) {
    super(cause.message, { cause })
  }
}

/** Only a transaction that has written is waited for; this one writes a word that nobody reads, in one round trip. */
async function confirm(database: Database, versions: readonly string[]): Promise<void> {
  try {
    await database.withUnitOfWork(system, async (work) =>
      work.atCommit('select confirm_versions($1::uuid[])', [[...new Set(versions)]]),
    )
  } catch (error) {
    throw isDomainError(error) && error.reason === 'upload_interrupted' ? new VersionGone(error) : error
  }
}

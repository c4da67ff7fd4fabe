import pg from 'pg'
import { applyMigrations } from '../migrate/apply-migrations.ts'
import { ensureRoles } from './ensure-roles.ts'
import { loadReferenceData } from './load-reference-data.ts'

export interface PrepareOptions {
  /** May create roles and owns the tables. */
  readonly ownerUrl: string
  /** What the processes will sign in with: role `groundwork_app` and its password. */
  readonly appUrl: string
  /** Where the migrations are, when not beside the sources of this package. */
  readonly migrations?: string
}

/** Any number, as long as every starter uses the same. */
const prepareLock = 7_251_903_115

/** Roles, migrations, reference data. Safe to repeat, to interrupt, and to run twice at once. */
export async function prepareDatabase({
  ownerUrl,
  appUrl,
  migrations,
}: PrepareOptions): Promise<{ migrated: string[] }> {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    await owner.query('select pg_advisory_lock($1)', [prepareLock])
    await ensureRoles(owner, appUrl)
    const migrated = await applyMigrations(ownerUrl, migrations)
    await loadReferenceData(owner)
    return { migrated }
  } finally {
    await owner.end()
  }
}

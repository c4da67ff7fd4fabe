import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm'
import pg from 'pg'
import { defaultMigrations, readMigrations } from './migration-folder.ts'
import { noFilters, withSchemaEngine } from './schema-engine.ts'

/** Any number, as long as every starter uses the same. */
const migrationLock = 7_251_903_114

/**
 * Brings the database up to date and returns the names of the migrations it applied. Two starters at once are safe: the
 * second waits and finds nothing to do. A run that was killed is resumed.
 */
export async function applyMigrations(ownerUrl: string, folder = defaultMigrations): Promise<string[]> {
  const migrationsList = await readMigrations(folder)
  const guard = new pg.Client({ connectionString: ownerUrl })
  await guard.connect()
  try {
    await guard.query('select pg_advisory_lock($1)', [migrationLock])
    if (await isUpToDate(guard, migrationsList)) return []
    return await withSchemaEngine(ownerUrl, async (engine) => {
      await settleInterrupted(guard, engine, migrationsList)
      const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: noFilters })
      return appliedMigrationNames
    })
  } finally {
    await guard.end()
  }
}

/** Spares a start the loading of the engine when there is nothing for it to do. */
async function isUpToDate(guard: pg.Client, { migrationDirectories }: MigrationList): Promise<boolean> {
  if (!(await exists(guard, '_prisma_migrations'))) return false
  const { rows } = await guard.query<{ name: string }>(
    'select migration_name as name from _prisma_migrations where finished_at is not null and rolled_back_at is null',
  )
  const applied = new Set(rows.map(({ name }) => name))
  return migrationDirectories.every(({ path }) => applied.has(path))
}

/**
 * Each migration is one transaction whose last statement writes the migration's name into a comment. So one that was
 * started and not finished either left that mark, and only its bookkeeping is missing, or it left nothing at all.
 */
async function settleInterrupted(guard: pg.Client, engine: SchemaEngine, migrationsList: MigrationList): Promise<void> {
  if (!(await exists(guard, '_prisma_migrations'))) return
  const { rows } = await guard.query<{ name: string }>(
    'select migration_name as name from _prisma_migrations where finished_at is null and rolled_back_at is null',
  )
  const mark = (await exists(guard, 'organization')) ? await readMark(guard) : null
  for (const { name } of rows) {
    if (name === mark) await engine.markMigrationApplied({ migrationName: name, migrationsList })
    else await engine.markMigrationRolledBack({ migrationName: name })
  }
}

async function readMark(guard: pg.Client): Promise<string | null> {
  const { rows } = await guard.query<{ mark: string | null }>(
    `select obj_description('organization'::regclass, 'pg_class') as mark`,
  )
  return rows[0]?.mark ?? null
}

async function exists(guard: pg.Client, table: string): Promise<boolean> {
  const { rows } = await guard.query<{ found: boolean }>('select to_regclass($1) is not null as found', [table])
  return rows[0]?.found ?? false
}

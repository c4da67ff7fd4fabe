import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { applyMigrations } from '../../src/index.ts'
import { defaultMigrations } from '../../src/migrate/migration-folder.ts'
import { createEmptyDatabase, type EmptyDatabase } from './empty-database.ts'
import { migrateAround } from './migrate-around.ts'

type Owner = 'ownerUrl' | 'boundOwnerUrl'

/** Whose a database may be, for `it.each`. */
export const owners: readonly (readonly [who: string, owner: Owner])[] = [
  ['a superuser', 'ownerUrl'],
  ['an owner whom row-level security binds', 'boundOwnerUrl'],
]

export interface OldDatabase extends Pick<EmptyDatabase, 'sql' | 'ownerUrl'> {
  /** A copy of the migrations, to be changed. */
  readonly folder: string
  insert(table: string, row: Readonly<Record<string, string | number | boolean | null>>): Promise<void>
  /** Applies the migrations in front of the one whose name ends so, does something, and applies the others. */
  migrateAround(at: string, owner: Owner, between: () => Promise<void>): Promise<void>
}

/** A database without anything in it, and the migrations, made anew for each test of a file. */
export function useOldDatabase(): OldDatabase {
  let database: EmptyDatabase
  let folder: string
  beforeEach(async () => {
    database = await createEmptyDatabase()
    folder = await mkdtemp(join(tmpdir(), 'groundwork-migrations-'))
    await cp(defaultMigrations, folder, { recursive: true })
  })
  afterEach(async () => {
    await database.close()
    await rm(folder, { recursive: true })
  })
  return {
    get folder() {
      return folder
    },
    get ownerUrl() {
      return database.ownerUrl
    },
    sql: (text, values) => database.sql(text, values),
    insert: async (table, row) => {
      const columns = Object.keys(row)
      const cells = columns.map((_, place) => `$${place + 1}`)
      await database.sql(
        `insert into ${table} (${columns.join(', ')}) values (${cells.join(', ')})`,
        Object.values(row),
      )
    },
    migrateAround: async (at, owner, between) => {
      if (owner === 'boundOwnerUrl') await database.bindOwner()
      await migrateAround({ folder, at, migrate: () => applyMigrations(database[owner], folder) }, between)
    },
  }
}

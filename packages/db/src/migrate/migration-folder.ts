import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { MigrationList, SchemaContainer } from '@prisma/schema-engine-wasm'

const packageRoot = join(dirname(fileURLToPath(import.meta.url)), '../..')

/** Where this package keeps its migrations. A bundle has another root and names the folder itself. */
export const defaultMigrations = join(packageRoot, 'prisma/migrations')
const schemaFolder = join(packageRoot, 'prisma/schema')
/** The schema that the newest migration leads to: what the next one starts from. */
export const migratedSchema = join(packageRoot, 'prisma/migrated.prisma')

/** Migrations in Prisma's own layout, oldest first. */
export async function readMigrations(folder: string): Promise<MigrationList> {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
  return {
    baseDir: folder,
    lockfile: { path: 'migration_lock.toml', content: await readFile(join(folder, 'migration_lock.toml'), 'utf8') },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.map(async (path) => ({
        path,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok' as const, value: await readFile(join(folder, path, 'migration.sql'), 'utf8') },
        },
      })),
    ),
  }
}

/** The Prisma schema, one file per module. */
export async function readSchema(folder = schemaFolder): Promise<SchemaContainer[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.prisma')).sort()
  return Promise.all(
    names.map(async (name) => ({ path: join(folder, name), content: await readFile(join(folder, name), 'utf8') })),
  )
}

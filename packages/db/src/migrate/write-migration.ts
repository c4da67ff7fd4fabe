import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DiffTarget } from '@prisma/schema-engine-wasm'
import { defaultMigrations, migratedSchema, readSchema } from './migration-folder.ts'
import { noFilters, withSchemaEngine } from './schema-engine.ts'

/**
 * The SQL that leads from the schema of the newest migration to the schema as it stands; empty when they are equal.
 * Two texts are compared and no table is read, but the engine wants a Postgres to talk to.
 */
export async function diffSchema(anyUrl: string): Promise<string> {
  const before = await readFile(migratedSchema, 'utf8').catch(absent)
  const files = await readSchema()
  const from: DiffTarget = before
    ? { tag: 'schemaDatamodel', files: [{ path: migratedSchema, content: before }] }
    : { tag: 'empty' }
  const { stdout } = await withSchemaEngine(anyUrl, (engine) =>
    engine.diff({ from, to: { tag: 'schemaDatamodel', files }, script: true, exitCode: null, filters: noFilters }),
  )
  return stdout?.startsWith('-- This is an empty migration') ? '' : (stdout ?? '')
}

/** Writes a migration folder for what changed in `prisma/schema`; the hand-written part is then added to it. */
export async function writeMigration(anyUrl: string, name: string, now: Date): Promise<string> {
  const sql = await diffSchema(anyUrl)
  const stamp = now.toISOString().replace(/\D/g, '').slice(0, 14)
  const folder = `${stamp}_${name.replace(/\W+/g, '_').toLowerCase()}`
  await mkdir(join(defaultMigrations, folder), { recursive: true })
  const mark = `-- Always last: tells a resumed run that this migration is whole.\ncomment on table organization is '${folder}';\n`
  await writeFile(join(defaultMigrations, folder, 'migration.sql'), `${sql}\n${mark}`)
  const files = await readSchema()
  await writeFile(migratedSchema, files.map(({ content }) => content).join('\n'))
  return folder
}

const absent = (error: NodeJS.ErrnoException) => {
  if (error.code === 'ENOENT') return null
  throw error
}

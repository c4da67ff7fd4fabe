import { mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'

export interface MigrationStop {
  /** A copy of the migrations. */
  readonly folder: string
  /** How the name of the first that waits ends. */
  readonly at: string
  readonly migrate: () => Promise<string[]>
}

/** Applies the migrations in front of one, does something, and applies the others. */
export async function migrateAround(
  { folder, at, migrate }: MigrationStop,
  between: () => Promise<void>,
): Promise<void> {
  const names = (await readdir(folder)).filter((name) => /^\d/.test(name)).sort()
  const rest = names.slice(names.findIndex((name) => name.endsWith(at)))
  const aside = await mkdtemp(join(tmpdir(), 'groundwork-later-'))
  for (const name of rest) await rename(join(folder, name), join(aside, name))
  await migrate()
  await between()
  for (const name of rest) await rename(join(aside, name), join(folder, name))
  await rm(aside, { recursive: true })
  expect(await migrate()).toEqual(rest)
}

import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestApi } from '../support/start-test-api.ts'
import type { Owners } from './plant-canaries.ts'
import type { OwnedTable } from './tenant-tables.ts'

/** A hash by table, and one of all bytes. */
export type Footprint = Readonly<Record<string, string>>

/** Asking for a new password is everybody's right, also for an address that is somebody else's. */
const notTheirs = new Set(['password_reset', 'session'])

/** What organization B has: any change to it, by anybody but B, is a breach. */
export function footprintOf(api: TestApi, tables: readonly OwnedTable[], { organizations, people }: Owners) {
  const watched = tables.filter(({ name }) => !notTheirs.has(name))
  const text = watched
    .map(
      ({ name, isTheirs }) =>
        `select '${name}' as name, md5(coalesce(string_agg(md5(t::text), '' order by md5(t::text)), '')) as hash from ${name} t where ${isTheirs}`,
    )
    .join(' union all ')
  return async (): Promise<Footprint> => {
    const rows = await api.sql<{ name: string; hash: string }>(`${text} `, [organizations, people])
    return {
      ...Object.fromEntries(rows.map(({ name, hash }) => [name, hash])),
      bytes: await bytesOf(join(api.services.config.dataDirectory, 'files'), organizations),
    }
  }
}

async function bytesOf(directory: string, organizations: readonly string[]): Promise<string> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => organizations.some((id) => path.includes(id)))
    .sort()
  const hash = createHash('sha256')
  for (const path of paths) hash.update(path).update(await readFile(path))
  return hash.digest('hex')
}

export const changedParts = (before: Footprint, after: Footprint): string[] =>
  Object.keys(before).filter((name) => before[name] !== after[name])

import type { UnitOfWork } from '../work/contract.ts'

interface FileAt {
  readonly id: string
  readonly organization: string
}

/** The paths of files, by file. Whether the caller may know of a file is for its own row to say. */
export async function storagePathsOf(work: UnitOfWork, files: readonly FileAt[]): Promise<ReadonlyMap<string, string>> {
  const rows = await work.query<{ id: string; file_path: string }>(
    'select id, file_path from file where organization_id = any($1::uuid[]) and id = any($2::uuid[])',
    [[...new Set(files.map(({ organization }) => organization))], files.map(({ id }) => id)],
  )
  return new Map(rows.map((row) => [row.id, row.file_path]))
}

/** One new file after the other at a path, until the transaction ends: what comes at the same moment sees what is there. */
export async function lockFilePath(work: UnitOfWork, path: string): Promise<void> {
  await work.query('select pg_advisory_xact_lock(hashtextextended($1, 0))::text', [path])
}

/** The file of an organization at a path, deleted or not: the trail names files by their ids. */
export async function fileAtPath(work: UnitOfWork, organization: string, path: string): Promise<string | null> {
  const [row] = await work.query<{ id: string }>('select id from file where organization_id = $1 and file_path = $2', [
    organization,
    path,
  ])
  return row?.id ?? null
}

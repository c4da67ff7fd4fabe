import type { UnitOfWork } from '../work/contract.ts'

interface FileAt {
  readonly id: string
  readonly organization: string
}

/** Where the newest bytes of files lie, by file. Whether the caller may know of a file is for its own row to say. */
export async function storagePathsOf(work: UnitOfWork, files: readonly FileAt[]): Promise<ReadonlyMap<string, string>> {
  const rows = await work.query<{ file_id: string; storage_key: string }>(
    `select distinct on (file_id) file_id, storage_key from file_version
     where organization_id = any($1::uuid[]) and file_id = any($2::uuid[]) order by file_id, number desc`,
    [[...new Set(files.map(({ organization }) => organization))], files.map(({ id }) => id)],
  )
  return new Map(rows.map((row) => [row.file_id, row.storage_key]))
}

/** The file of an organization whose bytes, in whatever version, lie at a path: the trail names files by their ids. */
export async function fileAtPath(work: UnitOfWork, organization: string, path: string): Promise<string | null> {
  const [row] = await work.query<{ file_id: string }>(
    'select file_id from file_version where organization_id = $1 and storage_key = $2',
    [organization, path],
  )
  return row?.file_id ?? null
}

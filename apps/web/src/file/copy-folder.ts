import { freeName, partsOfName } from '@groundwork/domain'
import { gw } from '../api/client.ts'
import { apiOf } from '../api/rows.ts'
import { each } from '../ui/each.ts'
import type { FileRow } from './file-queries.ts'
import { folderPaths } from './folder-paths.ts'
import type { FolderRow } from './folder-queries.ts'

const pageSize = 200

/** Copies a folder with all that is in it and may be seen. Answers the new folder's id. */
export async function copyFolder(folder: FolderRow, to: string | null): Promise<string | undefined> {
  const { organization, id } = folder
  const name = await nameIn(folder, to)
  const below = await gw.folder.descendants({ id })
  const paths = folderPaths({ ...folder, name }, below)
  const made = new Map(
    (await gw.folder.ensure({ organization, parent: to, paths: [...paths.values()] })).map((one) => [one.path, one.id]),
  )
  for (const [old, path] of paths) {
    const target = made.get(path)
    if (target === undefined) continue
    for await (const rows of filesIn(old)) await each(rows, (file) => gw.file.copy({ id: file.id, folder: target }))
  }
  return made.get(name)
}

async function nameIn({ organization, name }: FolderRow, to: string | null): Promise<string> {
  const { rows } = await apiOf('folder').list({
    limit: pageSize,
    organizations: [organization],
    filter: {
      and: [
        to === null ? { field: 'parent', op: 'isnull', value: true } : { field: 'parent', op: 'eq', value: to },
        { field: 'name', op: 'startswith', value: partsOfName(name, 'folder').stem },
      ],
    },
  })
  const taken = new Set(rows.map((row) => row.name.toLowerCase()))
  return freeName(name, (candidate) => taken.has(candidate.toLowerCase()), { of: 'folder' })
}

async function* filesIn(folder: string): AsyncGenerator<readonly FileRow[]> {
  let cursor: string | null = null
  do {
    const page: { rows: readonly FileRow[]; nextCursor: string | null } = await apiOf('file').list({
      limit: pageSize,
      orderBy: ['createdAt'],
      filter: { field: 'folder', op: 'eq', value: folder },
      ...(cursor && { cursor }),
    })
    yield page.rows
    cursor = page.nextCursor
  } while (cursor)
}

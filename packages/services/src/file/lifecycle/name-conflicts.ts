import type { WorkContext } from '@groundwork/db'
import { cleanFileName, Folder, Organization, type RowOf, StoredFile } from '@groundwork/domain'
import type { EngineServices } from '../../resource/verbs.ts'

export interface NameQuestion {
  readonly organization: string
  /** Null is the top. */
  readonly folder: string | null
  readonly names: readonly string[]
}

export interface NameConflict {
  readonly name: string
  readonly id: string
}

const batch = 200

/** Which of these names the caller sees taken in a folder, each by the file that was there last. */
export async function nameConflicts(
  { database }: EngineServices,
  context: WorkContext,
  { organization, folder, names }: NameQuestion,
): Promise<NameConflict[]> {
  const reader = database.reader(context)
  await reader.get(Organization, organization)
  if (folder !== null) await reader.get(Folder, folder)
  const asked = [...new Set(names)].map((name) => ({ name, kept: cleanFileName(name) }))
  const wanted = [...new Set(asked.map(({ kept }) => kept))]
  const found = new Map<string, string>()
  for (let at = 0; at < wanted.length; at += batch) {
    for (const { originalFilename, id } of await filesNamed(wanted.slice(at, at + batch)))
      found.set(originalFilename, id)
  }
  return asked.flatMap(({ name, kept }) => {
    const id = found.get(kept)
    return id === undefined ? [] : [{ name, id }]
  })

  async function filesNamed(some: readonly string[]): Promise<RowOf<typeof StoredFile>[]> {
    const { rows } = await reader.list(StoredFile, {
      filter: {
        and: [
          folder === null
            ? { field: 'folder', op: 'isnull', value: true }
            : { field: 'folder', op: 'eq', value: folder },
          { field: 'originalFilename', op: 'in', value: [...some] },
        ],
      },
      organizations: [organization],
      orderBy: ['createdAt'],
      limit: 1000,
    })
    return rows
  }
}

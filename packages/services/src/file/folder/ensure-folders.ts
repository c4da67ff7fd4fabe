import { folderNamed, holdFolders, type UnitOfWork, type WorkContext } from '@groundwork/db'
import { Folder, invalidField, isDomainError, Organization } from '@groundwork/domain'
import type { EngineServices } from '../../resource/verbs.ts'
import { folderNames } from './folder-names.ts'

export interface FolderPaths {
  readonly organization: string
  /** Below which they begin; null is the top. */
  readonly parent: string | null
  /** `a/b`: names from the top down. */
  readonly paths: readonly string[]
  /** Where a refusal of a path is told, if not there. */
  readonly field?: string
}

export interface EnsuredFolder {
  readonly path: string
  readonly id: string
}

const deepest = 40

/**
 * Finds the folders of these paths and makes those that are missing, in one transaction. Two uploads of one tree at the same
 * moment come to the same folders.
 */
export const ensureFolders = (
  { database }: EngineServices,
  context: WorkContext,
  request: FolderPaths,
): Promise<EnsuredFolder[]> => foundOrMade(() => database.withUnitOfWork(context, (work) => ensureIn(work, request)))

/** Tries once more where somebody made one of the folders by hand in between: now it is there to be found. */
async function foundOrMade<Result>(once: () => Promise<Result>): Promise<Result> {
  try {
    return await once()
  } catch (error) {
    if (isDomainError(error) && error.reason === 'duplicate') return once()
    throw error
  }
}

async function ensureIn(
  work: UnitOfWork,
  { organization, parent, paths, field = 'paths' }: FolderPaths,
): Promise<EnsuredFolder[]> {
  await work.get(Organization, organization)
  if (parent !== null && (await work.get(Folder, parent)).organization !== organization)
    throw invalidField('parent', 'Does not exist', 'no_such_reference')
  await holdFolders(work, organization)
  const known = new Map<string, string>()
  const ensured: EnsuredFolder[] = []
  for (const path of paths) {
    let above = parent
    let place = ''
    for (const name of folderNames(path, { field, deepest })) {
      place += `/${name}`
      const id = known.get(place) ?? (await ensureOne(work, { organization, parent: above, name }))
      known.set(place, id)
      above = id
    }
    if (above !== null) ensured.push({ path, id: above })
  }
  return ensured
}

async function ensureOne(
  work: UnitOfWork,
  place: { readonly organization: string; readonly parent: string | null; readonly name: string },
): Promise<string> {
  return (await folderNamed(work, place)) ?? (await work.insert(Folder, place)).id
}

import type { UnitOfWork, WorkContext } from '@groundwork/db'
import { Folder, notFound, type RowOf } from '@groundwork/domain'
import type { EngineServices } from '../../resource/verbs.ts'
import { type IfTaken, nameIn } from '../lifecycle/place-of.ts'

type FolderRow = RowOf<typeof Folder>

export interface FolderPlace {
  /** Another folder than the one it was in; null is the top. */
  readonly parent?: string | null | undefined
  /** Unless told, it gets a number behind its name. */
  readonly ifTaken?: IfTaken | undefined
}

/**
 * Takes a folder out of the trash with exactly what went there with it: what was deleted before stays there.
 *
 * @throws DomainError conflict: `parent_deleted` while the folder above is in the trash, `name_taken`
 */
export const restoreFolder = (
  { database }: EngineServices,
  context: WorkContext,
  key: string,
  place: FolderPlace = {},
): Promise<FolderRow> => database.withUnitOfWork(context, (work) => restoreIn(work, key, place))

/** The same for many, or for none. One that comes back with another of them is there already. */
export const restoreFolders = (
  { database }: EngineServices,
  context: WorkContext,
  ids: readonly string[],
): Promise<number> =>
  database.withUnitOfWork(context, async (work) => {
    const chosen = await Promise.all(
      [...new Set(ids)].map((id) => work.get(Folder, id, { action: 'restore', withDeleted: true })),
    )
    if (chosen.some(({ deletedAt }) => deletedAt === null)) throw notFound(Folder.label)
    for (const { id } of fromTheTop(chosen)) {
      const { deletedAt } = await work.get(Folder, id, { action: 'restore', withDeleted: true })
      if (deletedAt !== null) await restoreIn(work, id, {})
    }
    return chosen.length
  })

/** Whoever has somebody above among them comes later. */
function fromTheTop(chosen: readonly FolderRow[]): FolderRow[] {
  const byId = new Map(chosen.map((folder) => [folder.id, folder]))
  const depth = ({ parent }: FolderRow): number => {
    const above = parent === null ? undefined : byId.get(parent)
    return above ? depth(above) + 1 : 0
  }
  return [...chosen].sort((one, other) => depth(one) - depth(other))
}

async function restoreIn(
  work: UnitOfWork,
  key: string,
  { parent, ifTaken = 'rename' }: FolderPlace,
): Promise<FolderRow> {
  const folder = await work.get(Folder, key, { action: 'restore', withDeleted: true, lock: true })
  if (folder.deletedAt !== null) {
    const { organization } = folder
    const above = parent === undefined ? folder.parent : parent
    const name = await nameIn(work, 'folder', { organization, folder: above, name: folder.name, ifTaken })
    if (name !== folder.name) await work.update(Folder, key, { name }, { action: 'restore', withDeleted: true })
    if (above !== folder.parent) await work.move(Folder, key, above, { withDeleted: true })
  }
  return work.restore(Folder, key)
}

import { addFavourite, favouritesOf, removeFavourite, type WorkContext } from '@groundwork/db'
import { Organization, StoredFile } from '@groundwork/domain'
import { principalOf } from '../../identity/acting.ts'
import type { EngineServices } from '../../resource/verbs.ts'

/** Marks a file for oneself, or no longer. Nobody else sees it. */
export function setFavourite(
  { database }: EngineServices,
  context: WorkContext,
  { id, isFavourite }: { readonly id: string; readonly isFavourite: boolean },
): Promise<{ readonly isFavourite: boolean }> {
  const { userId } = principalOf(context)
  return database.withUnitOfWork(context, async (work) => {
    const { organization } = await work.get(StoredFile, id)
    const change = isFavourite ? addFavourite : removeFavourite
    await change(work, { user: userId, organization, file: id })
    return { isFavourite }
  })
}

/** The files of an organization that the caller has marked, by their ids: a list shows those that they may still view. */
export function listFavourites(
  { database }: EngineServices,
  context: WorkContext,
  organization: string,
): Promise<{ readonly ids: readonly string[] }> {
  const { userId } = principalOf(context)
  return database.withUnitOfWork(context, async (work) => {
    await work.get(Organization, organization)
    return { ids: await favouritesOf(work, { user: userId, organization }) }
  })
}

import { filesWithWords, type ListQuery, type Page, type WorkContext } from '@groundwork/db'
import { type Filter, type RowOf, StoredFile } from '@groundwork/domain'
import type { EngineServices } from '../../resource/verbs.ts'

const isThere: Filter = { field: 'status', op: 'neq', value: 'purged' }

/** Of each organization, the latest that hold the words. */
const CANDIDATES = 500

/** Of somebody who is in more, only names are searched until they say where. */
const MOST_ORGANIZATIONS = 50

/**
 * Files as people know them: a search finds them by what is written in them as well, and of a purged one nothing is left, so it
 * is not in the trash either.
 */
export function listFiles(
  { database }: EngineServices,
  context: WorkContext,
  query: ListQuery,
): Promise<Page<RowOf<typeof StoredFile>>> {
  const filter = query.filter ? { and: [isThere, query.filter] } : isThere
  if (query.trash) return database.reader(context).list(StoredFile, { ...query, filter })
  const organizations = organizationsOf(query, context)
  const words = query.search?.trim().replaceAll('\u0000', '')
  if (!words || organizations.length === 0) return database.reader(context).list(StoredFile, query)
  return database.withUnitOfWork(context, async (work) => {
    const alsoFound = await filesWithWords(work, { organizations, words, limit: CANDIDATES })
    return work.list(StoredFile, { ...query, alsoFound })
  })
}

/** Those whose files it is about, as far as that is said: whoever reaches all of them must name them. */
function organizationsOf({ organizations }: ListQuery, { actor }: WorkContext): readonly string[] {
  const own =
    actor.kind === 'system' || actor.isSuperuser ? [] : actor.memberships.map(({ organization }) => organization)
  const asked = organizations ?? own
  return asked.length > MOST_ORGANIZATIONS ? [] : asked
}

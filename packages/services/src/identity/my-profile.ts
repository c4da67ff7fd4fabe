import { isDeepStrictEqual } from 'node:util'
import type { Database, Reader, WorkContext } from '@groundwork/db'
import { notFound, type PatchOf, type Principal, Profile, type RowOf } from '@groundwork/domain'
import { personOf, principalOf } from './acting.ts'
import { checkManager, checkPicture, normalizeProfile } from './profile-values.ts'

interface ProfileServices {
  readonly database: Database
}

type ProfileRow = RowOf<typeof Profile>

export const getMyProfile = ({ database }: ProfileServices, context: WorkContext): Promise<ProfileRow> =>
  findOwnProfile(database.reader(context), principalOf(context))

/**
 * For the person, not a key. A manager is somebody whom they may see, a picture an image that they may see. What says the
 * same as before is no change: it moves no version and leaves no trace.
 */
export async function updateMyProfile(
  { database }: ProfileServices,
  context: WorkContext,
  { version, ...given }: PatchOf<typeof Profile>,
): Promise<ProfileRow> {
  const principal = personOf(context)
  const wanted = normalizeProfile(given)
  return database.withUnitOfWork(context, async (work) => {
    const current = await findOwnProfile(work, principal)
    const changes = differing(wanted, current)
    if (Object.keys(changes).length === 0 && (version ?? current.version) === current.version) return current
    await checkManager(work, principal.userId, changes.manager)
    await checkPicture(work, changes.profilePicture)
    return work.update(Profile, current.id, changes, version === undefined ? {} : { expectedVersion: version })
  })
}

const differing = <Changes extends object>(
  changes: Changes,
  row: Readonly<Record<string, unknown>>,
): Partial<Changes> =>
  Object.fromEntries(
    Object.entries(changes).filter(([name, value]) => value !== undefined && !isDeepStrictEqual(value, row[name])),
  ) as Partial<Changes>

/** Asks for the caller's own row by name: a superuser's scope holds everybody's. */
async function findOwnProfile(reader: Reader, { userId }: Principal): Promise<ProfileRow> {
  const { rows } = await reader.list(Profile, { filter: { field: 'user', op: 'eq', value: userId }, limit: 1 })
  const [profile] = rows
  if (!profile) throw notFound(Profile.label)
  return profile
}

import type { Database, Reader, WorkContext } from '@groundwork/db'
import { invalidField, notFound, type PatchOf, type Principal, Profile, type RowOf } from '@groundwork/domain'
import { personOf, principalOf } from './acting.ts'

interface ProfileServices {
  readonly database: Database
}

type ProfileRow = RowOf<typeof Profile>

export const getMyProfile = ({ database }: ProfileServices, context: WorkContext): Promise<ProfileRow> =>
  findOwnProfile(database.reader(context), principalOf(context))

/** For the person, not a key. A manager is somebody whom they may see, a picture a file that they may see: as with every reference. */
export async function updateMyProfile(
  { database }: ProfileServices,
  context: WorkContext,
  { version, ...changes }: PatchOf<typeof Profile>,
): Promise<ProfileRow> {
  const principal = personOf(context)
  if (changes.manager === principal.userId) throw invalidField('manager', 'Nobody is their own manager')
  return database.withUnitOfWork(context, async (work) => {
    const { id } = await findOwnProfile(work, principal)
    return work.update(Profile, id, changes, version === undefined ? {} : { expectedVersion: version })
  })
}

/** Asks for the caller's own row by name: a superuser's scope holds everybody's. */
async function findOwnProfile(reader: Reader, { userId }: Principal): Promise<ProfileRow> {
  const { rows } = await reader.list(Profile, { filter: { field: 'user', op: 'eq', value: userId }, limit: 1 })
  const [profile] = rows
  if (!profile) throw notFound(Profile.label)
  return profile
}

import { notFound, Profile } from '@groundwork/domain'
import { getMyProfile, updateMyProfile } from '../identity/index.ts'
import type { EngineServices } from '../resource/verbs.ts'
import type { RestorableVerbs } from './restore-version.ts'

/** Profiles have no verbs of their own: everybody changes theirs, and brings back versions of theirs alone. */
export const profileVersions: RestorableVerbs<NonNullable<(typeof Profile)['spec']>, EngineServices> = {
  resource: Profile,
  patchSchema: Profile.patch,
  update: async (services, context, key, patch) => {
    const { id } = await getMyProfile(services, context)
    if (id !== key) throw notFound(Profile.label)
    return updateMyProfile(services, context, patch)
  },
}

import { Profile } from '@groundwork/domain'
import { getMyProfile, updateMyProfile } from '@groundwork/services'
import { presentRest } from '../rest/present.ts'
import { readValues } from '../rest/resource-routes.ts'
import { ok, type PrivateRoute } from '../rest/route.ts'

const mine = { path: '/profiles/me', tag: 'profiles', access: 'signed-in' } as const
const change = async ({ services, work, body }: Parameters<PrivateRoute['run']>[0]) =>
  ok(presentRest(Profile, await updateMyProfile(services, work, readValues(Profile.patch, body))))

/** The caller's own profile (seed 001, User Profile). */
export const profileRoutes: readonly PrivateRoute[] = [
  {
    ...mine,
    method: 'GET',
    summary: 'Read your profile',
    describe: { answer: Profile.read },
    run: async ({ services, work }) => ok(presentRest(Profile, await getMyProfile(services, work))),
  },
  {
    ...mine,
    method: 'PATCH',
    summary: 'Change your profile',
    describe: { body: Profile.patch, answer: Profile.read },
    run: change,
  },
  {
    ...mine,
    method: 'PUT',
    summary: 'Change your profile, as PATCH does',
    describe: { body: Profile.patch, answer: Profile.read },
    run: change,
  },
]

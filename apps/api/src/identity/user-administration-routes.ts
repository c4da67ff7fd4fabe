import { User } from '@groundwork/domain'
import { activateUser, deactivateUser, resetSecondFactor } from '@groundwork/services'
import { presentRest } from '../rest/present.ts'
import { idOf } from '../rest/resource-routes.ts'
import { ok, type PrivateRoute } from '../rest/route.ts'

type Verb = 'activate' | 'deactivate' | 'reset-second-factor'

const route = (verb: Verb, summary: string, run: typeof resetSecondFactor): PrivateRoute => ({
  method: 'POST',
  path: `/users/{id}/${verb}`,
  tag: 'users',
  summary,
  describe: { answer: User.read },
  access: 'signed-in',
  run: async ({ services, work, params }) => ok(presentRest(User, await run(services, work, idOf(params)))),
})

export const userAdministrationRoutes: readonly PrivateRoute[] = [
  route('activate', 'Let a user sign in again', activateUser),
  route('reset-second-factor', 'Take the second factor from somebody who has lost it', resetSecondFactor),
  route('deactivate', 'Keep a user from signing in, and end all their sessions', deactivateUser),
]

import { explain, type NamedExplanation, viewAs } from '@groundwork/services'
import { presentPlain } from '../rest/present.ts'
import { readValues } from '../rest/resource-routes.ts'
import { ok, type PrivateRoute } from '../rest/route.ts'
import { explainInput, explanation, previewToken, viewAsInput } from './access-input.ts'

const access = { tag: 'access', access: 'signed-in' } as const

/** What allows and what refuses, and a look through somebody else's eyes. */
export const accessRoutes: readonly PrivateRoute[] = [
  {
    ...access,
    method: 'GET',
    path: '/access/explain',
    summary: 'Say which grant allows or refuses an action',
    describe: { answer: explanation, parameters: Object.keys(explainInput.shape) },
    run: async ({ services, work, query }) =>
      ok(present(await explain(services, work, readValues(explainInput, Object.fromEntries(query))))),
  },
  {
    ...access,
    method: 'POST',
    path: '/access/view-as',
    summary: 'A token that shows an organization as a role would see it, and changes nothing',
    describe: { body: viewAsInput, answer: previewToken },
    run: async ({ services, work, body }) =>
      ok(presentPlain(await viewAs(services, work, readValues(viewAsInput, body)))),
  },
]

/** A grant stays as it is written: its rule is in the filter language. */
const present = ({ isAllowed, reason, words, grants }: NamedExplanation): string =>
  `${JSON.stringify({ is_allowed: isAllowed, reason, words }).slice(0, -1)},"grants":[${grants.map(presentPlain).join(',')}]}`

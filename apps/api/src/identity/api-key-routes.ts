import { apiKeyList, apiKeyRead, createdApiKey, newApiKey, notFound } from '@groundwork/domain'
import { createApiKey, listApiKeys, revokeApiKey, rotateApiKey } from '@groundwork/services'
import { z } from 'zod'
import { presentPage, presentPlain } from '../rest/present.ts'
import { refuseParameters } from '../rest/refuse-parameters.ts'
import { idOf, readValues } from '../rest/resource-routes.ts'
import { created, noContent, ok, type PrivateRoute, type RestCall } from '../rest/route.ts'

const keys = { path: '/api-keys', tag: 'api-keys', access: 'signed-in' } as const

/** An id that cannot be one is that of no key. */
function keyOf(params: RestCall['params']): string {
  if (!z.uuid().safeParse(idOf(params)).success) throw notFound('API key')
  return idOf(params)
}

/** The caller's own keys, and those of an organization for those who may. */
export const apiKeyRoutes: readonly PrivateRoute[] = [
  {
    ...keys,
    method: 'GET',
    summary: 'List your API keys, or those of an organization',
    describe: { answer: apiKeyRead, isList: 'whole', parameters: ['organization'] },
    run: async ({ services, work, query }) => {
      refuseParameters(query, ['organization'])
      return ok(presentPage(await listApiKeys(services, work, readValues(apiKeyList, Object.fromEntries(query)))))
    },
  },
  {
    ...keys,
    method: 'POST',
    summary: 'Make an API key; the answer is the only place where it is shown',
    describe: { body: newApiKey, answer: createdApiKey, status: 201 },
    run: async ({ services, work, body }) =>
      created(presentPlain(await createApiKey(services, work, readValues(newApiKey, body)))),
  },
  {
    ...keys,
    path: '/api-keys/{id}',
    method: 'DELETE',
    summary: 'Revoke an API key',
    describe: { status: 204 },
    run: async ({ services, work, params }) => {
      await revokeApiKey(services, work, keyOf(params))
      return noContent
    },
  },
  {
    ...keys,
    path: '/api-keys/{id}/rotate',
    method: 'POST',
    summary: 'Give one of your API keys a new secret; the old one is dead at once',
    describe: { answer: createdApiKey },
    run: async ({ services, work, params }) => ok(presentPlain(await rotateApiKey(services, work, keyOf(params)))),
  },
]

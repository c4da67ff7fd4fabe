import { apiKeyRead, createdApiKey, newApiKey, notFound } from '@groundwork/domain'
import { createApiKey, listApiKeys, revokeApiKey } from '@groundwork/services'
import { z } from 'zod'
import { presentPlain } from '../rest/present.ts'
import { idOf, readValues } from '../rest/resource-routes.ts'
import { created, noContent, ok, type PrivateRoute } from '../rest/route.ts'

const keys = { path: '/api-keys', tag: 'api-keys', access: 'signed-in' } as const

/** The caller's own keys. */
export const apiKeyRoutes: readonly PrivateRoute[] = [
  {
    ...keys,
    method: 'GET',
    summary: 'List your API keys',
    describe: { answer: apiKeyRead, isList: true },
    run: async ({ services, work }) => {
      const results = await listApiKeys(services, work)
      const rows = results.map(presentPlain).join(',')
      return ok(`{"count":${results.length},"next":null,"previous":null,"results":[${rows}]}`)
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
      if (!z.uuid().safeParse(idOf(params)).success) throw notFound('API key')
      await revokeApiKey(services, work, idOf(params))
      return noContent
    },
  },
]

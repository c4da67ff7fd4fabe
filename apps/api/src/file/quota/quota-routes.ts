import { notFound } from '@groundwork/domain'
import { getStoragePolicy, getStorageQuota, updateStoragePolicy, updateStorageQuota } from '@groundwork/services'
import { presentPlain } from '../../rest/present.ts'
import { readValues } from '../../rest/resource-routes.ts'
import { ok, type PrivateRoute, type RestCall } from '../../rest/route.ts'
import { inOrganization } from '../lifecycle/lifecycle-input.ts'
import { policy, policyChange, quotaChange, quotaInFull } from './quota-input.ts'

export const quotaRoutes: readonly PrivateRoute[] = [
  {
    method: 'GET',
    path: '/storage-quotas/{organization}',
    tag: 'storage-quotas',
    summary: 'How much room an organization has for files, and what it is used for',
    describe: { answer: quotaInFull },
    access: 'signed-in',
    run: async ({ services, work, params }) =>
      ok(presentPlain(await getStorageQuota(services, work, organizationIn(params)))),
  },
  {
    method: 'PATCH',
    path: '/storage-quotas/{organization}',
    tag: 'storage-quotas',
    summary: 'Change how much room an organization has, and from where its people are warned',
    describe: { body: quotaChange, answer: quotaInFull },
    access: 'signed-in',
    run: async ({ services, work, params, body }) => {
      const change = { organization: organizationIn(params), ...readValues(quotaChange, body) }
      return ok(presentPlain(await updateStorageQuota(services, work, change)))
    },
  },
  {
    method: 'GET',
    path: '/storage-policies/{organization}',
    tag: 'storage-policies',
    summary: 'What an organization allows of files, and for how long it keeps them',
    describe: { answer: policy },
    access: 'signed-in',
    run: async ({ services, work, params }) =>
      ok(presentPlain(await getStoragePolicy(services, work, organizationIn(params)))),
  },
  {
    method: 'PATCH',
    path: '/storage-policies/{organization}',
    tag: 'storage-policies',
    summary: 'Replace the rules of an organization',
    describe: { body: policyChange, answer: policy },
    access: 'signed-in',
    run: async ({ services, work, params, body }) => {
      const change = { organization: organizationIn(params), ...readValues(policyChange, body) }
      return ok(presentPlain(await updateStoragePolicy(services, work, change)))
    },
  },
]

/** What is no id is the id of nothing. */
function organizationIn(params: RestCall['params']): string {
  const read = inOrganization.safeParse(params)
  if (!read.success) throw notFound('organization')
  return read.data.organization
}

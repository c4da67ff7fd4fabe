import { invalidField, Tag } from '@groundwork/domain'
import { listTagUsage, mergeTags } from '@groundwork/services'
import { z } from 'zod'
import { presentPage, presentRest } from '../rest/present.ts'
import { idOf, readValues } from '../rest/resource-routes.ts'
import { ok, type PrivateRoute, type RestCall } from '../rest/route.ts'
import { tagUsageInput } from './tag-procedures.ts'

const mergeBody = z.strictObject({ into: z.uuid() })
const usage = z.object({
  id: z.uuid(),
  name: z.string(),
  color: z.string(),
  count: z.int(),
  isCountExact: z.boolean(),
  byResource: z.record(z.string(), z.int()),
})

export const tagRoutes: readonly PrivateRoute[] = [
  {
    access: 'signed-in',
    method: 'POST',
    path: '/tags/{id}/merge',
    tag: 'tags',
    summary: 'Put one tag in the place of another, on all rows',
    describe: { body: mergeBody, answer: Tag.read },
    run: async ({ services, work, params, body }) => {
      const { into } = readValues(mergeBody, body)
      return ok(presentRest(Tag, await mergeTags(services, work, { id: idOf(params), into })))
    },
  },
  {
    access: 'signed-in',
    method: 'GET',
    path: '/tags/usage',
    tag: 'tags',
    summary: 'The tags of an organization, with how many rows have them',
    describe: { answer: usage, isList: 'whole', parameters: ['organization', 'resource', 'ids'] },
    run: async (call) => ok(presentPage(await listTagUsage(call.services, call.work, readAsked(call)))),
  },
]

/** The organization may be left out where the caller belongs to exactly one. */
function readAsked({ query, principal }: RestCall): z.output<typeof tagUsageInput> {
  const [mine, ...others] = principal.memberships
  const organization = query.get('organization') ?? (others.length ? undefined : mine?.organization)
  if (organization === undefined) throw invalidField('organization', 'Name the organization', 'organization_required')
  return readValues(tagUsageInput, {
    organization,
    ...(query.has('resource') && { resource: query.get('resource') }),
    ...(query.has('ids') && { ids: query.get('ids')?.split(',') }),
  })
}

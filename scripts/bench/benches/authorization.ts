import { openDatabase } from '@groundwork/db'
import { type Filter, type Grant, type MembershipGrants, type Principal, Product } from '@groundwork/domain'
import { v7 } from 'uuid'
import { type Bench, ceilingFinding } from '../bench.ts'
import { poolSize } from '../lab/open-lab.ts'
import { compare } from '../measure/compare.ts'
import { perSecond } from '../measure/in-flight.ts'

const inFlight = 16
const memberships = 50
const conditionalGrants = 20

export const authorization: Bench = {
  names: ['authorization-added'],
  about: `a list for somebody with ${memberships} memberships and ${conditionalGrants} conditional grants, in time added to the same list for somebody whose grants have no conditions`,
  run: async ({ environment, organizations, user, username }, effort) => {
    const database = await openDatabase({ url: environment.APP_DATABASE_URL ?? '', poolSize })
    try {
      const places = [...organizations, ...Array.from({ length: memberships - organizations.length }, () => v7())]
      const memberOf = (grants: readonly Grant[]): Principal => ({
        kind: 'user',
        userId: user,
        username,
        isSuperuser: false,
        memberships: places.map(
          (organization): MembershipGrants => ({ organization, role: 'bench', attributes, grants }),
        ),
      })
      const free = memberOf(['view', 'change', 'delete', 'restore'].map((action) => ({ resource: 'product', action })))
      const bound = memberOf(rules)
      const query = { orderBy: ['-createdAt'], limit: 25 }
      const list = (actor: Principal) => (ms: number) =>
        perSecond(inFlight, ms, () => database.reader({ actor }).list(Product, query))
      const { ratio, ours, limit } = await compare(list(bound), list(free), effort)
      const words = [`${ours.toFixed(0)} /s`, `${limit.toFixed(0)} /s`] as const
      return [ceilingFinding('authorization-added', 0.08, 1 / ratio - 1, ...words)]
    } finally {
      await database.close()
    }
  },
}

const attributes = { country: 'DE', shelf: 7 }

const own: Filter = { field: 'createdBy', op: 'eq', value: '$principal.userId' }
const inCountry: Filter = { field: 'customFields.country', op: 'eq', value: '$membership.country' }

/** Five rules for each of four actions: own rows, rows of the country, and by state; together they let most rows be seen. */
const rules: readonly Grant[] = ['view', 'change', 'delete', 'restore'].flatMap((action) =>
  [
    own,
    inCountry,
    { field: 'status', op: 'eq', value: 'active' } satisfies Filter,
    { field: 'status', op: 'eq', value: 'draft' } satisfies Filter,
    { and: [{ field: 'status', op: 'eq', value: 'discontinued' }, { not: inCountry }] } satisfies Filter,
  ].map((where) => ({ resource: 'product', action, where })),
)

import { openDatabase } from '@groundwork/db'
import { type Filter, type Grant, type MembershipGrants, type Principal, Product } from '@groundwork/domain'
import pg from 'pg'
import { v7 } from 'uuid'
import { type Bench, ceilingFinding, ratioFinding } from '../bench.ts'
import { poolSize } from '../lab/open-lab.ts'
import { ruledListSql } from '../limit/product-sql.ts'
import { compare } from '../measure/compare.ts'
import { perSecond } from '../measure/in-flight.ts'

const inFlight = 16
const memberships = 50
const conditionalGrants = 20

export const authorization: Bench = {
  names: ['list-authorized', 'authorization-added'],
  about: `a list for somebody with ${memberships} memberships and ${conditionalGrants} conditional grants, against the same rules written by hand in SQL, prepared on raw \`pg\`; and in time added to the same list for somebody whose grants have no conditions`,
  run: async ({ environment, ownerUrl, organizations, user, username }, effort) => {
    const database = await openDatabase({ url: environment.APP_DATABASE_URL ?? '', poolSize })
    const raw = new pg.Pool({ connectionString: ownerUrl, max: poolSize })
    raw.on('error', () => undefined)
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
      const statement = { name: 'ruled', text: ruledListSql, values: [places, user, attributes.country] }
      const byHand = (ms: number) => perSecond(inFlight, ms, () => raw.query(statement))
      const against = await compare(list(bound), byHand, effort)
      const { ratio, ours, limit } = await compare(list(bound), list(free), effort)
      const words = [`${ours.toFixed(0)} /s`, `${limit.toFixed(0)} /s`] as const
      // The budget of a list, less eight hundredths of it.
      return [
        ratioFinding('list-authorized', 0.7 * 0.92, against),
        ceilingFinding('authorization-added', 0.08, 1 / ratio - 1, ...words),
      ]
    } finally {
      await Promise.all([database.close(), raw.end()])
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

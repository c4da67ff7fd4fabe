import { type Grant, Organization, type Principal, Product, type RowOf, seededRoles, User } from '@groundwork/domain'
import { v7 } from 'uuid'
import { asSystem, type Database, type WorkContext } from '../../src/index.ts'

export type ProductRow = RowOf<typeof Product>

const system = asSystem('test: a world to act in')
let made = 0

/** Something that is not in the way of anything another test makes. */
export const unique = () => `${process.pid.toString(36)}-${++made}`

/** Grants of a seeded role. */
export function grantsOf(slug: string): readonly Grant[] {
  const role = seededRoles.find((seeded) => seeded.slug === slug)
  if (!role) throw new Error(`There is no seeded role ${slug}`)
  return role.grants
}

/** People, organizations and products with only what a test is about. */
export function worldIn(database: Database) {
  const organization = (given: Partial<RowOf<typeof Organization>> = {}) =>
    database.withUnitOfWork(system, (work) => {
      const name = `Organization ${unique()}`
      return work.insert(Organization, { name, code: name, organizationType: 'Company', ...given })
    })

  const user = (given: Partial<RowOf<typeof User>> = {}) =>
    database.withUnitOfWork(system, (work) => {
      const username = `user-${unique()}`
      return work.insert(User, { username, email: `${username}@example.test`, ...given })
    })

  /** Somebody with these grants, or a seeded role's, in each of the organizations. */
  async function caller(
    organizations: readonly string[],
    grants: readonly Grant[] | string = 'owner',
    attributes = {},
  ): Promise<WorkContext & { readonly actor: Principal }> {
    const { id, username } = await user()
    const held = typeof grants === 'string' ? grantsOf(grants) : grants
    const memberships = organizations.map((of) => ({ organization: of, role: 'test', attributes, grants: held }))
    return { actor: { kind: 'user', userId: id, username, isSuperuser: false, memberships } }
  }

  async function superuser(): Promise<WorkContext & { readonly actor: Principal }> {
    const { actor } = await caller([])
    return { actor: { ...actor, isSuperuser: true } }
  }

  const product = (context: WorkContext, organization: string, given: Partial<ProductRow> = {}) =>
    database.withUnitOfWork(context, (work) => {
      const sku = `SKU-${unique()}`
      return work.insert(Product, { organization, sku, name: `Product ${sku}`, productType: 'PHYSICAL_GOOD', ...given })
    })

  return { system, organization, user, caller, superuser, product, unknownId: () => v7() }
}

export type World = ReturnType<typeof worldIn>

import { isWithoutOrganizations, type UnitOfWork } from '@groundwork/db'
import { type CreateOf, Product } from '@groundwork/domain'
import { insertUser } from '../identity/create-user.ts'
import type { IdentityServices } from '../identity/identity-services.ts'
import { readablePassword } from '../identity/readable-password.ts'
import { insertMember, insertOrganization } from './create-organization.ts'
import { insertDemoMasterData } from './demo-master-data.ts'

export interface DemoOrganizations {
  readonly company: string
  readonly departments: readonly string[]
  /** Of somebody else: what the administrator of the company must never see as one of its members. */
  readonly neighbour: string
  readonly neighbourUser: { readonly username: string; readonly email: string; readonly password: string }
}

type DemoServices = Pick<IdentityServices, 'passwords' | 'random' | 'clock'>

export type InsertDemo = (work: UnitOfWork, owner: string) => Promise<DemoOrganizations | null>

/**
 * Something to look at on an empty database: a company with two departments that the given user owns, and beside it another
 * one with a user of its own. The password is hashed before any transaction begins; inserting makes nothing, and answers
 * null, where there is an organization already.
 */
export async function prepareDemoOrganizations({ passwords, random, clock }: DemoServices): Promise<InsertDemo> {
  const password = readablePassword(random)
  const passwordHash = await passwords.hash(password)
  return async (work, owner) => {
    if (!(await isWithoutOrganizations(work))) return null
    const company = await insertCompany(work, owner)
    const user = await insertUser(work, { ...neighbourUser, passwordHash, now: clock() })
    const neighbour = await insertNeighbour(work, user.id)
    return { ...company, neighbour, neighbourUser: { ...neighbourUser, password } }
  }
}

const neighbourUser = { username: 'nora', email: 'nora@northwind.example', firstName: 'Nora', lastName: 'West' }

async function insertCompany(work: UnitOfWork, owner: string) {
  const company = await insertOrganization(work, {
    name: 'Demo Company',
    code: 'DEMO',
    organizationType: 'Company',
    tags: ['demo'],
  })
  const operations = await insertDepartment(work, company.id, { name: 'Operations', code: 'DEMO-OPS' })
  const design = await insertDepartment(work, company.id, { name: 'Product Design', code: 'DEMO-DESIGN' })
  await insertMember(work, { organization: company.id, user: owner, role: 'owner' })
  await insertDemoMasterData(work, company.id)
  await insertProducts(work, company.id, companyProducts)
  return { company: company.id, departments: [operations, design] }
}

async function insertDepartment(
  work: UnitOfWork,
  parent: string,
  names: { readonly name: string; readonly code: string },
): Promise<string> {
  const department = await insertOrganization(work, {
    ...names,
    parent,
    organizationType: 'Department',
    tags: ['demo'],
  })
  return department.id
}

async function insertNeighbour(work: UnitOfWork, owner: string): Promise<string> {
  const { id } = await insertOrganization(work, {
    name: 'Northwind Example',
    code: 'NORTHWIND',
    organizationType: 'Company',
    tags: ['demo'],
  })
  await insertMember(work, { organization: id, user: owner, role: 'owner' })
  await insertProducts(work, id, neighbourProducts)
  return id
}

type DemoProduct = Omit<CreateOf<typeof Product>, 'organization'>

async function insertProducts(work: UnitOfWork, organization: string, products: readonly DemoProduct[]): Promise<void> {
  for (const product of products) await work.insert(Product, { ...product, organization, status: 'active' })
}

const companyProducts: readonly DemoProduct[] = [
  { sku: 'DESK-160', name: 'Standing desk 160 cm', productType: 'PHYSICAL_GOOD', baseUom: 'EA', tags: ['furniture'] },
  { sku: 'CHAIR-01', name: 'Task chair', productType: 'PHYSICAL_GOOD', baseUom: 'EA', tags: ['furniture'] },
  { sku: 'OAK-BOARD', name: 'Oak board 27 mm', productType: 'PHYSICAL_GOOD', baseUom: 'M', tags: ['material'] },
  { sku: 'ASSEMBLY', name: 'Assembly on site', productType: 'SERVICE', tags: ['service'] },
  { sku: 'PLAN-PDF', name: 'Room plan', productType: 'DIGITAL', tags: ['planning'] },
]

const neighbourProducts: readonly DemoProduct[] = [
  { sku: 'TEA-100', name: 'Black tea 100 g', productType: 'PHYSICAL_GOOD', baseUom: 'BOX', tags: ['food'] },
  { sku: 'HONEY-500', name: 'Forest honey 500 g', productType: 'PHYSICAL_GOOD', baseUom: 'EA', tags: ['food'] },
  { sku: 'TASTING', name: 'Guided tasting', productType: 'SERVICE', tags: ['service'] },
]

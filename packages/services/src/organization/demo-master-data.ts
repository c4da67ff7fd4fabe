import type { UnitOfWork } from '@groundwork/db'
import {
  Category,
  Contact,
  type CreateOf,
  CustomFieldDefinition,
  StockLocation,
  Tag,
  Warehouse,
} from '@groundwork/domain'

/** A tree, as names within names. */
interface Branch {
  readonly [name: string]: Branch
}

/** Puts a little of everything a company keeps into one: something to look at in every screen, quickly read and quickly deleted. */
export async function insertDemoMasterData(work: UnitOfWork, organization: string): Promise<void> {
  for (const [name, color] of tags) await work.insert(Tag, { organization, name, color })
  for (const definition of customFields) {
    await work.insert(CustomFieldDefinition, { organization, resource: 'product', ...definition })
  }
  for (const [categoryType, branch] of categories) {
    await grow(branch, (name, parent) =>
      work.insert(Category, { organization, categoryType, name, slug: slugOf(name), parent }),
    )
  }
  for (const contact of contacts) await work.insert(Contact, { ...contact, organization })
  const store = await work.insert(Warehouse, { ...warehouse, organization })
  await grow(locations, (name, parent) =>
    work.insert(StockLocation, { organization, warehouse: store.id, name, parent }),
  )
}

async function grow(
  branch: Branch,
  insert: (name: string, parent: string | null) => Promise<{ readonly id: string }>,
  parent: string | null = null,
): Promise<void> {
  for (const [name, below] of Object.entries(branch)) {
    const { id } = await insert(name, parent)
    await grow(below, insert, id)
  }
}

const slugOf = (name: string) => name.toLowerCase().replaceAll(' ', '-')

const tags = [
  ['furniture', '#8e5bd0'],
  ['material', '#c99a1e'],
  ['service', '#3b82c4'],
  ['planning', '#1f9d8f'],
] as const

const customFields = [
  { key: 'wood', label: 'Kind of wood', type: 'choice', options: { choices: ['Oak', 'Ash', 'Beech'] }, position: 0 },
  { key: 'weight', label: 'Weight, kg', type: 'number', options: { min: '0' }, position: 1 },
] satisfies Omit<CreateOf<typeof CustomFieldDefinition>, 'organization' | 'resource'>[]

const categories: readonly (readonly ['PRODUCT' | 'DOCUMENT_TYPE', Branch])[] = [
  ['PRODUCT', { Furniture: { Desks: {}, Chairs: {} }, Material: {}, Services: {} }],
  ['DOCUMENT_TYPE', { Contract: {}, Offer: {}, Drawing: {} }],
]

const locations: Branch = { 'Zone A': { 'Rack 1': {}, 'Rack 2': {} }, 'Loading dock': {} }

const warehouse = { name: 'Main store', code: 'MAIN', warehouseType: 'DISTRIBUTION_CENTER' } as const

const contacts: readonly Omit<CreateOf<typeof Contact>, 'organization'>[] = [
  {
    firstName: 'Elena',
    lastName: 'Moser',
    companyName: 'Moser Timber',
    contactType: 'SUPPLIER',
    emailAddresses: [{ email: 'elena@mosertimber.example', emailType: 'WORK', isPrimary: true }],
    phoneNumbers: [{ phoneNumber: '+4312345678', phoneType: 'WORK', isPrimary: true }],
  },
  {
    firstName: 'Tom',
    lastName: 'Alder',
    companyName: 'Alder Offices',
    contactType: 'CUSTOMER',
    emailAddresses: [{ email: 'tom@alderoffices.example', emailType: 'WORK', isPrimary: true }],
  },
]

import type { GroundworkClient, RouterInputs } from '@groundwork/client'

/** A tree, as names within names. */
interface Branch {
  readonly [name: string]: Branch
}

const categories: Branch = {
  Mooring: { Bollards: {}, Fenders: {}, Ropes: {} },
  Lighting: { 'Quay lamps': {}, Buoys: { Lateral: {}, Cardinal: {} } },
  Services: {},
}
const documentTypes: Branch = { Contract: {}, Offer: {}, 'Survey report': {} }
const locations: Branch = {
  'Zone A': { 'Aisle 1': { 'Rack 1': {}, 'Rack 2': {}, 'Rack 10': {} }, 'Aisle 2': {} },
  'Zone B': {},
  'Dock 3': {},
}
const contacts = [
  ['Ilse', 'Brandt', 'Nordkai Ship Supply', 'SUPPLIER', 'ilse.brandt@nordkai.example', '+4940123456'],
  ['Mateo', 'Silva', 'Porto Cranes', 'SUPPLIER', 'mateo@portocranes.example', '+351210123456'],
  ['Aiko', 'Tanaka', 'Blue Line Ferries', 'CUSTOMER', 'a.tanaka@blueline.example', '+81312345678'],
  ['Noor', 'Haddad', 'Harbour Insurance', 'PARTNER', 'noor@harbourinsurance.example', '+442071234567'],
] as const
const colors = { mooring: '#3b82c4', lighting: '#c99a1e', service: '#8e5bd0', charts: '#1f9d8f' } as const

type CustomField = Pick<RouterInputs['customFieldDefinition']['create']['values'], 'key' | 'label' | 'type' | 'options'>
const customFields: readonly CustomField[] = [
  { key: 'material', label: 'Material', type: 'choice', options: { choices: ['Steel', 'Rubber', 'Polyester'] } },
  { key: 'load', label: 'Breaking load, kN', type: 'number', options: { min: '0' } },
  { key: 'inspected', label: 'Last inspected', type: 'date', options: {} },
]

/** Categories, contacts, places, documents, tags with colours and fields of its own, for one organization. */
export async function seedMasterData(gw: GroundworkClient, organization: string): Promise<void> {
  const category = (categoryType: 'PRODUCT' | 'DOCUMENT_TYPE') => (name: string, parent: string | null) =>
    gw.category.create({ values: { organization, name, categoryType, parent } })
  await grow(categories, category('PRODUCT'))
  await grow(documentTypes, category('DOCUMENT_TYPE'))

  const warehouse = await gw.warehouse.create({
    values: {
      organization,
      name: 'North quay store',
      code: 'NQ',
      warehouseType: 'DISTRIBUTION_CENTER',
      address: address('Kai 4', 'Hamburg', 'DE'),
    },
  })
  await gw.warehouse.create({ values: { organization, name: 'Van 1', code: 'VAN-1', warehouseType: 'TRANSIT' } })
  await grow(locations, (name, parent) =>
    gw.stockLocation.create({ values: { organization, warehouse: warehouse.id, name, parent } }),
  )

  for (const [firstName, lastName, companyName, contactType, email, phoneNumber] of contacts) {
    await gw.contact.create({
      values: {
        organization,
        firstName,
        lastName,
        companyName,
        contactType,
        emailAddresses: [{ email, emailType: 'WORK', isPrimary: true }],
        phoneNumbers: [{ phoneNumber, phoneType: 'WORK', isPrimary: true }],
      },
    })
  }

  const tags = await gw.tag.list({ organizations: [organization], limit: 100 })
  for (const { id, name } of tags.rows) {
    const color = (colors as Readonly<Record<string, string>>)[name]
    if (color) await gw.tag.update({ id, values: { color } })
  }

  for (const [position, field] of customFields.entries()) {
    await gw.customFieldDefinition.create({ values: { ...field, organization, resource: 'product', position } })
  }

  const files = await gw.file.list({ organizations: [organization], search: 'offer', limit: 2 })
  for (const { id: file, originalFilename } of files.rows) {
    const title = originalFilename.replace(/\.pdf$/, '')
    await gw.document.create({ values: { organization, title, file, tags: ['offer'] } })
  }

  await gw.taxRate.create({
    values: {
      organization,
      name: 'VAT 19 %',
      jurisdiction: 'DE',
      rate: '0.19',
      taxType: 'VAT',
      validFrom: '2021-01-01',
    },
  })
}

async function grow(
  branch: Branch,
  create: (name: string, parent: string | null) => Promise<{ id: string }>,
  parent: string | null = null,
): Promise<void> {
  for (const [name, below] of Object.entries(branch)) {
    const { id } = await create(name, parent)
    await grow(below, create, id)
  }
}

const address = (streetAddress1: string, city: string, country: string) => ({
  streetAddress1,
  streetAddress2: '',
  city,
  stateProvince: '',
  postalCode: '',
  country,
  latitude: null,
  longitude: null,
  customFields: {},
})

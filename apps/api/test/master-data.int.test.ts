import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, startTestApi, type TestApi } from './support/start-test-api.ts'

type Row = Readonly<Record<string, unknown>> & { readonly id: string }
type Member = Caller & { readonly id: string; readonly username: string }

let api: TestApi
let ours: string
let theirs: string
let manager: Member
let member: Member
let viewer: Member
let stranger: Member

beforeAll(async () => {
  api = await startTestApi({ REQUESTS_PER_MINUTE: '100000' })
  ours = await api.organization('Ours')
  theirs = await api.organization('Theirs')
  manager = await api.member(ours, 'manager')
  member = await api.member(ours, 'member')
  viewer = await api.member(ours, 'viewer')
  stranger = await api.member(theirs, 'owner')
})
afterAll(() => api.stop())

const unknown = '0193f1a0-0000-7000-8000-00000000dead'
const filterBy = (field: string, op: string, value: unknown) =>
  `filter=${encodeURIComponent(JSON.stringify({ field, op, value }))}`

async function make(path: string, values: object, as: Caller = manager): Promise<Row> {
  const { status, body } = await as('POST', path, values)
  if (status !== 201) throw new Error(`POST ${path} answered ${status}: ${JSON.stringify(body)}`)
  return body
}

/** What a list shows of its rows. */
async function listed(path: string, name: string, as: Caller = manager): Promise<readonly unknown[]> {
  const { status, body } = await as('GET', path)
  if (status !== 200) throw new Error(`GET ${path} answered ${status}: ${JSON.stringify(body)}`)
  return body.results.map((row: Row) => row[name])
}

/** Status and the messages by field: what a refusal says. */
async function refusal(answer: Promise<Awaited<ReturnType<Caller>>>) {
  const { status, body } = await answer
  return { status, ...(body.reason && { reason: body.reason }), ...(body.errors && { errors: body.errors }) }
}

async function upload(as: Caller, organization: string, name: string): Promise<Row> {
  const form = new FormData()
  form.append('organization', organization)
  form.append('file', new Blob([`text of ${name}`]), name)
  return (await as('POST', '/files/upload/', form)).body
}

const category = (name: string, more: object = {}) => make('/categories/', { name, category_type: 'PRODUCT', ...more })
const warehouse = (code: string, more: object = {}) =>
  make('/warehouses/', { name: `Warehouse ${code}`, code, warehouse_type: 'DISTRIBUTION_CENTER', ...more })
const product = (sku: string, more: object = {}) =>
  make('/products/', { sku, name: `Product ${sku}`, product_type: 'PHYSICAL_GOOD', ...more })

describe('every kind of master data', () => {
  const kinds = [
    { path: '/products/', values: { sku: 'CRUD', name: 'One', product_type: 'SERVICE' } },
    { path: '/categories/', values: { name: 'Crud', category_type: 'OTHER' } },
    { path: '/warehouses/', values: { name: 'Crud', code: 'CRUD', warehouse_type: 'VIRTUAL_DROPSHIP' } },
    { path: '/contacts/', values: { first_name: 'Crud' } },
  ]

  it.each(kinds)('$path is created, read, changed, put, listed, deleted and restored', async ({ path, values }) => {
    const made = await make(path, values)
    expect(made).toMatchObject({ ...values, organization: ours, version: 1, created_by: manager.id })
    const one = `${path}${made.id}/`
    const patched = await manager('PATCH', one, { tags: ['kept'], version: 1 })
    expect(patched.body).toMatchObject({ tags: ['kept'], version: 2, updated_by: manager.id })
    expect((await manager('PUT', one, { custom_fields: { size: 3 } })).body).toMatchObject({
      tags: ['kept'],
      custom_fields: { size: 3 },
      version: 3,
    })
    expect(await listed(`${path}?tags=kept,other`, 'id')).toEqual([made.id])
    expect(await listed(`${path}?${filterBy('custom_fields.size', 'gt', 2)}`, 'id')).toEqual([made.id])
    expect((await manager('DELETE', one)).status).toBe(204)
    expect((await manager('GET', one)).status).toBe(404)
    expect(await listed(`${path}?trash=true`, 'id')).toContain(made.id)
    expect((await manager('POST', `${one}restore/`)).body).toMatchObject({ id: made.id, deleted_at: null })
  })

  it.each(kinds)(
    '$path is seen by a viewer, written by a member, and no business of strangers',
    async ({ path, values }) => {
      const { id } = await make(path, { ...values, ...uniqueOf(values) }, member)
      expect((await viewer('GET', `${path}${id}/`)).body).toMatchObject({ id, abilities: [] })
      expect((await viewer('PATCH', `${path}${id}/`, { tags: ['x'] })).status).toBe(403)
      expect((await member('PATCH', `${path}${id}/`, { tags: ['x'] })).status).toBe(200)
      const [foreign, random] = await Promise.all([id, unknown].map((key) => stranger('GET', `${path}${key}/`)))
      expect(foreign?.status).toBe(404)
      expect({ ...foreign?.body, request_id: '' }).toEqual({ ...random?.body, request_id: '' })
      expect(await listed(path, 'id', stranger)).not.toContain(id)
    },
  )

  it.each(kinds)(
    '$path refuses what it does not know, and shows who came first to whom comes late',
    async ({ path, values }) => {
      const wrong = manager('POST', path, { ...values, ...uniqueOf(values), colour: 'red', createdAt: 'now' })
      expect(Object.keys((await refusal(wrong)).errors).sort()).toEqual(['created_at'])
      expect(await refusal(manager('POST', path, { ...values, colour: 'red' }))).toMatchObject({
        status: 400,
        errors: { colour: ['Unknown field'] },
      })
      const { id } = await make(path, { ...values, ...uniqueOf(values) })
      await manager('PATCH', `${path}${id}/`, { custom_fields: { shoeSize: 43 } })
      const late = await manager('PATCH', `${path}${id}/`, { tags: ['late'], version: 1 })
      expect([late.status, late.body.code]).toEqual([409, 'stale'])
      expect(late.body.details.current).toMatchObject({ id, version: 2, custom_fields: { shoeSize: 43 } })
    },
  )
})

/** Another value for each text that must be unique. */
const uniqueOf = (values: object) =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      isUnique.has(name) ? [[name, `${value} ${randomUUID().slice(0, 8)}`]] : [],
    ),
  )
const isUnique = new Set(['sku', 'code', 'name', 'first_name'])

describe('products (seed 001)', () => {
  it('are listed by category, status, type and tags, and searched by SKU, name and description', async () => {
    const tools = await category('Tools')
    const hammer = await product('P-HAMMER', {
      category: tools.id,
      status: 'active',
      tags: ['steel'],
      description: 'Drives nails',
    })
    await product('P-ADVICE', { product_type: 'SERVICE', status: 'inactive' })
    for (const query of [
      `category=${tools.id}`,
      'category__slug=tools',
      'status=active',
      'tags=steel',
      'search=NAILS',
    ]) {
      expect(await listed(`/products/?${query}`, 'sku'), query).toEqual(['P-HAMMER'])
    }
    expect(await listed('/products/?search=p-ad&product_type=SERVICE', 'sku')).toEqual(['P-ADVICE'])
    expect(hammer).toMatchObject({ category_name: 'Tools', organization_name: 'Ours' })
  })

  it('belong to a category of products, with a status and a unit that there are', async () => {
    const papers = await category('Papers', { category_type: 'DOCUMENT_TYPE' })
    const wrong = (values: object) =>
      refusal(manager('POST', '/products/', { sku: 'P-WRONG', name: 'W', product_type: 'SERVICE', ...values }))
    expect(await wrong({ category: papers.id })).toMatchObject({
      status: 400,
      reason: 'unsuitable_reference',
      errors: { category: [expect.stringContaining('PRODUCT')] },
    })
    expect(await wrong({ category: unknown })).toMatchObject({ status: 400, errors: { category: ['Does not exist'] } })
    expect(await wrong({ status: 'no-such-status' })).toMatchObject({
      status: 400,
      errors: { status: ['Does not exist'] },
    })
    expect(await wrong({ base_uom: 'PARSEC' })).toMatchObject({ status: 400, errors: { base_uom: ['Does not exist'] } })
  })

  it('refuse a status that is not active any more, with the reason, and keep the one they have', async () => {
    const { body: status } = await api.admin('POST', '/statuses/', { slug: 'phasing-out', name: 'Phasing out' })
    const { id } = await product('P-OLD', { status: status.slug })
    await api.admin('PATCH', '/statuses/phasing-out/', { is_active: false })
    expect((await manager('PATCH', `/products/${id}/`, { name: 'Still old', status: 'phasing-out' })).status).toBe(200)
    const { id: other } = await product('P-NEW')
    expect(await refusal(manager('PATCH', `/products/${other}/`, { status: 'phasing-out' }))).toMatchObject({
      status: 400,
      reason: 'inactive_reference',
      errors: { status: [expect.any(String)] },
    })
  })

  it('refuse a status that was deleted, which is not possible while one has it', async () => {
    await api.admin('POST', '/statuses/', { slug: 'short-lived', name: 'Short-lived' })
    const { id } = await product('P-SHORT', { status: 'short-lived' })
    const inUse = await api.admin('DELETE', '/statuses/short-lived/')
    expect([inUse.status, inUse.body.reason]).toEqual([409, 'in_use'])
    expect(inUse.body.details.used_by).toEqual([
      { resource: 'product', label: 'product', count: 1, rows: [{ id, title: 'Product P-SHORT' }] },
    ])
    await manager('PATCH', `/products/${id}/`, { status: 'active' })
    expect((await api.admin('DELETE', '/statuses/short-lived/')).status).toBe(204)
    expect(await refusal(manager('PATCH', `/products/${id}/`, { status: 'short-lived' }))).toMatchObject({
      status: 400,
      errors: { status: ['Does not exist'] },
    })
  })

  it('keep attributes and custom fields as they are written', async () => {
    const { id } = await product('P-ATTR', { attributes: { 'Shoe Size': 43, aB: { cD: 1 } } })
    const { body } = await manager('GET', `/products/${id}/`)
    expect(body.attributes).toEqual({ 'Shoe Size': 43, aB: { cD: 1 } })
    expect(await refusal(manager('PATCH', `/products/${id}/`, { attributes: [] }))).toMatchObject({
      status: 400,
      errors: { attributes: ['Must be an object'] },
    })
  })
})

describe('categories (seed 001)', () => {
  it('are read, changed and deleted by their slug, which is made from the name', async () => {
    const made = await category('Hand Tools & More')
    expect(made.slug).toBe('hand-tools-and-more')
    expect(await category('Hand tools: & more', { parent: made.id })).toMatchObject({ slug: 'hand-tools-and-more-2' })
    expect((await manager('GET', '/categories/hand-tools-and-more/')).body.id).toBe(made.id)
    expect((await manager('PATCH', '/categories/hand-tools-and-more-2/', { description: 'x' })).status).toBe(200)
    expect((await manager('DELETE', '/categories/hand-tools-and-more-2/')).status).toBe(204)
    for (const slug of ['hand-tools-and-more-2', 'no-such', 'No Such', '%00']) {
      expect((await manager('GET', `/categories/${slug}/`)).status, slug).toBe(404)
    }
    expect((await stranger('GET', '/categories/hand-tools-and-more/')).status).toBe(404)
  })

  it('of the same slug in two organizations are told apart by the organization', async () => {
    await category('Twins')
    await make('/categories/', { name: 'Twins', category_type: 'OTHER', organization: theirs }, api.admin)
    expect(await refusal(api.admin('GET', '/categories/twins/'))).toMatchObject({
      status: 400,
      errors: { organization: [expect.any(String)] },
    })
    const one = await api.admin('GET', `/categories/twins/?organization=${theirs}`)
    expect(one.body).toMatchObject({ slug: 'twins', organization: theirs })
  })

  it('are filtered by type and parent, searched, and shown as a tree of their type', async () => {
    const top = await category('Garden', { category_type: 'ASSET_TYPE' })
    const spades = await category('Spades', { category_type: 'ASSET_TYPE', parent: top.id, description: 'For digging' })
    await category('Rakes', { category_type: 'ASSET_TYPE', parent: top.id })
    await category('Long rakes', {
      category_type: 'ASSET_TYPE',
      parent: (await manager('GET', '/categories/rakes/')).body.id,
    })
    expect(await listed('/categories/?category_type=ASSET_TYPE&parent=null', 'name')).toEqual(['Garden'])
    expect(await listed('/categories/?parent__slug=garden&ordering=-name', 'name')).toEqual(['Spades', 'Rakes'])
    expect(await listed('/categories/?search=digging', 'name')).toEqual(['Spades'])
    expect(spades).toMatchObject({ parent_name: 'Garden', parent_slug: 'garden' })

    const { body } = await manager('GET', '/categories/tree/ASSET_TYPE/')
    const names = (nodes: readonly { name: string; children: [] }[]): unknown =>
      nodes.map(({ name, children }) => (children.length ? [name, names(children)] : name))
    expect(names(body)).toEqual([['Garden', [['Rakes', ['Long rakes']], 'Spades']]])
    expect((await stranger('GET', '/categories/tree/ASSET_TYPE/')).body).toEqual([])
    expect(await refusal(manager('GET', '/categories/tree/NO_TYPE/'))).toMatchObject({ status: 400 })
    const below = await manager('GET', '/categories/garden/descendants/')
    expect(below.body.map(({ name }: { name: string }) => name)).toEqual(['Rakes', 'Spades', 'Long rakes'])
  })

  it('stay within their type, and out of circles', async () => {
    const top = await category('Circle')
    const leaf = await category('Leaf', { parent: top.id })
    const other = await category('Other type', { category_type: 'OTHER' })
    expect(await refusal(manager('POST', `/categories/${top.id}/move/`, { parent: leaf.id }))).toMatchObject({
      status: 409,
      reason: 'cycle',
    })
    for (const attempt of [
      manager('POST', `/categories/${leaf.id}/move/`, { parent: other.id }),
      manager('POST', '/categories/', { name: 'X', category_type: 'PRODUCT', parent: other.id }),
    ]) {
      expect(await refusal(attempt)).toMatchObject({
        status: 400,
        reason: 'foreign_parent',
        errors: { parent: [expect.any(String)] },
      })
    }
    const moved = await manager('POST', `/categories/${leaf.id}/move/`, { parent: null })
    expect(moved.body).toMatchObject({ id: leaf.id, parent: null })
  })

  it('take what is below along when they are deleted, but not what is used', async () => {
    const top = await category('Doomed')
    const leaf = await category('Doomed leaf', { parent: top.id })
    const { id } = await product('P-DOOMED', { category: leaf.id })
    expect(await refusal(manager('DELETE', `/categories/${top.id}/`))).toMatchObject({ status: 409, reason: 'in_use' })
    await manager('PATCH', `/products/${id}/`, { category: null })
    expect((await manager('DELETE', `/categories/${top.id}/`)).status).toBe(204)
    expect((await manager('GET', `/categories/${leaf.id}/`)).status).toBe(404)
  })
})

describe('warehouses and stock locations (seed 001)', () => {
  const vienna = {
    street_address_1: 'Am Hof 1',
    city: 'Wien',
    postal_code: '1010',
    country: 'at',
    custom_fields: { bellName: 7 },
  }

  it('have an address inside them, filtered and searched by it', async () => {
    const made = await warehouse('W-VIE', { address: vienna })
    expect(made.address).toEqual({
      ...vienna,
      street_address_2: '',
      state_province: '',
      country: 'AT',
      latitude: null,
      longitude: null,
    })
    expect(await listed('/warehouses/?address__country=AT', 'code')).toEqual(['W-VIE'])
    expect(await listed(`/warehouses/?${filterBy('address.street_address_1', 'icontains', 'am hof')}`, 'code')).toEqual(
      ['W-VIE'],
    )
    expect(await listed('/warehouses/?search=wien&is_active=true&warehouse_type=DISTRIBUTION_CENTER', 'code')).toEqual([
      'W-VIE',
    ])
  })

  it('name the place of what is wrong in an address', async () => {
    const wrong = (address: object) =>
      refusal(manager('POST', '/warehouses/', { name: 'W', code: 'W-X', warehouse_type: 'OTHER', address }))
    expect((await wrong({ ...vienna, country: 'XX' })).errors).toHaveProperty(['address.country'])
    expect((await wrong({ ...vienna, street: 'x' })).errors).toHaveProperty(['address.street'])
    expect((await wrong({ ...vienna, streetAddress1: 'x' })).errors).toHaveProperty(['address.street_address_1'])
    expect((await wrong({ ...vienna, latitude: 91 })).errors).toHaveProperty(['address.latitude'])
  })

  it('have a code that nobody else in the organization has', async () => {
    await warehouse('W-TWICE')
    expect(
      await refusal(manager('POST', '/warehouses/', { name: 'Again', code: 'W-TWICE', warehouse_type: 'OTHER' })),
    ).toMatchObject({ status: 409, errors: { code: ['Already exists'] } })
    expect(
      (await make('/warehouses/', { name: 'T', code: 'W-TWICE', warehouse_type: 'OTHER' }, stranger)).organization,
    ).toBe(theirs)
  })

  it('hold their locations in a tree that never leaves the warehouse', async () => {
    const [here, there] = [await warehouse('W-HERE'), await warehouse('W-THERE')]
    const location = (name: string, more: object) => make('/stock-locations/', { name, ...more })
    const aisle = await location('Aisle 1', { warehouse: here.id, location_type: 'AISLE', barcode: 'A1' })
    const bin = await location('Bin 1', { warehouse: here.id, parent: aisle.id, location_type: 'BIN' })
    expect(bin).toMatchObject({ warehouse_code: 'W-HERE', parent_name: 'Aisle 1', barcode: null })
    expect(await listed(`/stock-locations/?warehouse=${here.id}&location_type=BIN&parent=${aisle.id}`, 'name')).toEqual(
      ['Bin 1'],
    )
    for (const search of ['w-here', 'A1'])
      expect(await listed(`/stock-locations/?search=${search}`, 'name')).toContain('Aisle 1')

    const foreign = manager('POST', '/stock-locations/', { name: 'X', warehouse: there.id, parent: aisle.id })
    expect(await refusal(foreign)).toMatchObject({
      status: 400,
      reason: 'foreign_parent',
      errors: { parent: [expect.any(String)] },
    })
    const twin = manager('POST', '/stock-locations/', { name: 'Bin 1', warehouse: here.id, parent: aisle.id })
    expect(await refusal(twin)).toMatchObject({ status: 409, errors: { name: ['Already exists'] } })
    const samePrint = manager('POST', '/stock-locations/', { name: 'Aisle 2', warehouse: here.id, barcode: 'A1' })
    expect(await refusal(samePrint)).toMatchObject({ status: 409, errors: { barcode: ['Already exists'] } })
    await location('Aisle 1', { warehouse: there.id, barcode: 'A1' })

    const { body } = await manager('GET', `/stock-locations/tree/${here.id}/`)
    expect(body).toMatchObject([{ name: 'Aisle 1', children: [{ name: 'Bin 1', children: [] }] }])
    expect((await manager('DELETE', `/stock-locations/${aisle.id}/`)).status).toBe(204)
    expect((await manager('GET', `/stock-locations/${bin.id}/`)).status).toBe(404)
  })

  it('do not exist for a location that somebody makes in another organization’s warehouse', async () => {
    const foreign = await make('/warehouses/', { name: 'F', code: 'W-F', warehouse_type: 'OTHER' }, stranger)
    for (const id of [foreign.id, unknown]) {
      expect(await refusal(manager('POST', '/stock-locations/', { name: 'X', warehouse: id }))).toMatchObject({
        status: 400,
        errors: { warehouse: ['Does not exist'] },
      })
    }
  })
})

describe('contacts (seed 001)', () => {
  const ada = {
    first_name: 'Ada',
    last_name: 'Lovelace',
    company_name: 'Analytical Engines',
    contact_type: 'CUSTOMER',
    email_addresses: [{ email: 'ada@example.com' }, { email: 'Countess@Example.com', email_type: 'PERSONAL' }],
    phone_numbers: [{ phone_number: '+43 1 5861234', phone_type: 'WORK', is_primary: true }],
    addresses: [
      { address: { city: 'London', country: 'GB', street_address_1: 'St James’s Square' }, address_type: 'HOME' },
    ],
  }

  it('are made with all their channels in one call, the first of each primary, and read back in the same words', async () => {
    const made = await make('/contacts/', ada)
    expect(made).toMatchObject({
      name: 'Ada Lovelace',
      email_addresses: [
        { id: expect.any(String), email: 'ada@example.com', email_type: 'WORK', is_primary: true },
        { email: 'countess@example.com', email_type: 'PERSONAL', is_primary: false },
      ],
      phone_numbers: [{ phone_number: '+4315861234', phone_type: 'WORK', is_primary: true }],
      addresses: [
        { address_type: 'HOME', is_primary: true, address: { street_address_1: 'St James’s Square', country: 'GB' } },
      ],
    })
    expect((await manager('GET', `/contacts/${made.id}/`)).body).toEqual(made)
  })

  it('are changed with them: what stays keeps its id, and the primary one moves', async () => {
    const made = await make('/contacts/', { ...ada, first_name: 'Grace' })
    const [first, second] = made.email_addresses as Row[]
    const email_addresses = [
      { ...first, is_primary: false },
      { ...second, is_primary: true },
      { email: 'third@example.com' },
    ]
    const { body } = await manager('PATCH', `/contacts/${made.id}/`, { email_addresses })
    expect(body.email_addresses).toMatchObject([
      { id: first?.id, is_primary: false },
      { id: second?.id, is_primary: true },
      { email: 'third@example.com', is_primary: false },
    ])
    expect(body.phone_numbers).toEqual(made.phone_numbers)
    const emptied = await manager('PATCH', `/contacts/${made.id}/`, { email_addresses: [], addresses: [] })
    expect(emptied.body).toMatchObject({ email_addresses: [], addresses: [] })
  })

  it('tell what is wrong by its path', async () => {
    const errorsOf = async (more: object) =>
      Object.keys((await refusal(manager('POST', '/contacts/', { ...ada, ...more }))).errors)
    const [mail] = ada.email_addresses
    expect(await errorsOf({ email_addresses: [mail, { email: 'nonsense' }] })).toEqual(['email_addresses.1.email'])
    expect(await errorsOf({ email_addresses: [mail, mail] })).toEqual(['email_addresses.1.email'])
    expect(await errorsOf({ email_addresses: [{ ...mail, email_type: 'PIGEON' }] })).toEqual([
      'email_addresses.0.email_type',
    ])
    expect(await errorsOf({ email_addresses: [{ ...mail, emailType: 'WORK' }] })).toEqual([
      'email_addresses.0.email_type',
    ])
    expect(await errorsOf({ phone_numbers: [{ phone_number: '12' }] })).toEqual(['phone_numbers.0.phone_number'])
    expect(await errorsOf({ addresses: [{ address: { country: 'ZZ' } }] })).toEqual(['addresses.0.address.country'])
    const primaries = ['a', 'b'].map((name) => ({ email: `${name}@example.com`, is_primary: true }))
    expect(await errorsOf({ email_addresses: primaries })).toEqual(['email_addresses.1.is_primary'])
  })

  it('are found by their channels, names and company, and filtered by type, status and tags', async () => {
    const { id } = await make('/contacts/', {
      ...ada,
      first_name: 'Katherine',
      company_name: 'Orbits',
      contact_type: 'PARTNER',
      tags: ['space'],
      email_addresses: [{ email: 'katherine@orbits.example' }],
    })
    for (const query of [
      'search=katherine',
      'search=orbits',
      'contact_type=PARTNER',
      'tags=space',
      'email_addresses.email=katherine@orbits.example',
    ]) {
      expect(await listed(`/contacts/?${query}`, 'id'), query).toEqual([id])
    }
    expect(await listed(`/contacts/?${filterBy('addresses.address.city', 'eq', 'London')}`, 'id')).toContain(id)
  })

  it('may belong to an organization that the caller sees, or to none', async () => {
    const { id } = await make('/contacts/', { first_name: 'Linked', linked_organization: ours })
    expect((await manager('GET', `/contacts/${id}/`)).body).toMatchObject({ linked_organization_name: 'Ours' })
    expect(
      (await manager('PATCH', `/contacts/${id}/`, { linked_organization: null })).body.linked_organization,
    ).toBeNull()
    for (const organization of [theirs, unknown]) {
      expect(await refusal(manager('PATCH', `/contacts/${id}/`, { linked_organization: organization }))).toMatchObject({
        status: 400,
        errors: { linked_organization: ['Does not exist'] },
      })
    }
  })
})

describe('documents (seed 001)', () => {
  it('stand on a file of their organization, and are found by its name', async () => {
    const file = await upload(manager, ours, 'contract-2026.txt')
    const type = await category('Contract', { category_type: 'DOCUMENT_TYPE' })
    const made = await make('/documents/', { title: 'Lease', file: file.id, document_type: type.id, tags: ['legal'] })
    expect(made).toMatchObject({
      version_number: 1,
      previous_version: null,
      file_name: 'contract-2026.txt',
      document_type_slug: 'contract',
    })
    for (const query of [
      'search=lease',
      'search=contract-2026',
      `document_type=${type.id}`,
      'tags=legal',
      'status=draft',
    ]) {
      expect(await listed(`/documents/?${query}`, 'id'), query).toContain(made.id)
    }
    const foreign = await upload(stranger, theirs, 'foreign.txt')
    for (const id of [foreign.id, unknown]) {
      expect(await refusal(manager('POST', '/documents/', { title: 'X', file: id }))).toMatchObject({
        status: 400,
        errors: { file: ['Does not exist'] },
      })
    }
  })

  it('do not stand on a file that holds nothing to read', async () => {
    const file = await upload(manager, ours, 'bad.txt')
    await api.sql(`update file set status = 'quarantined' where id = $1`, [file.id])
    expect(await refusal(manager('POST', '/documents/', { title: 'X', file: file.id }))).toMatchObject({
      status: 400,
      reason: 'unsuitable_reference',
      errors: { file: [expect.any(String)] },
    })
  })

  it('are attached to any row of their organization, and to nothing else', async () => {
    const file = (await upload(manager, ours, 'attached.txt')).id
    const { id } = await product('P-DOC')
    const attach = (entity_type: string | null, entity_id: string | null) =>
      manager('POST', '/documents/', { title: 'Manual', file, entity_type, entity_id })
    expect((await attach('product', id)).body).toMatchObject({ entity_type: 'product', entity_id: id })
    expect((await attach('organization', ours)).status).toBe(201)
    expect(await listed(`/documents/?entity_type=product&entity_id=${id}`, 'title')).toEqual(['Manual'])
    const foreign = await make('/products/', { sku: 'F', name: 'F', product_type: 'SERVICE' }, stranger)
    for (const [type, key, field] of [
      ['product', foreign.id, 'entity_id'],
      ['product', unknown, 'entity_id'],
      ['organization', theirs, 'entity_id'],
      ['currency', 'EUR', 'entity_id'],
      ['spaceship', id, 'entity_type'],
      ['product', null, 'entity_id'],
    ] as const) {
      expect(Object.keys((await refusal(attach(type, key))).errors), `${type} ${key}`).toEqual([field])
    }
  })

  it('have versions in one line: each has a file of its own, and only the newest one gets another', async () => {
    const files = await Promise.all(['1.txt', '2.txt', '3.txt'].map((name) => upload(manager, ours, name)))
    const first = await make('/documents/', {
      title: 'Plan',
      file: files[0]?.id,
      tags: ['plan'],
      custom_fields: { shelfMark: 'A' },
    })
    const next = `/documents/${first.id}/versions/`
    const second = await manager('POST', next, { file: files[1]?.id, title: 'Better plan' })
    expect(second.status).toBe(201)
    expect(second.body).toMatchObject({
      title: 'Better plan',
      version_number: 2,
      previous_version: first.id,
      file: files[1]?.id,
      tags: ['plan'],
      custom_fields: { shelfMark: 'A' },
      version: 1,
    })
    expect(await refusal(manager('POST', next, { file: files[2]?.id }))).toMatchObject({
      status: 409,
      reason: 'newer_version_exists',
    })
    const third = () => manager('POST', `/documents/${second.body.id}/versions/`, { file: files[2]?.id })
    const outcomes = await Promise.all([third(), third(), third()])
    expect(outcomes.map(({ status }) => status).sort()).toEqual([201, 409, 409])
    expect((await viewer('POST', `/documents/${second.body.id}/versions/`, { file: files[2]?.id })).status).toBe(403)
    expect((await stranger('POST', next, { file: files[2]?.id })).status).toBe(404)
    expect(Object.keys((await refusal(manager('POST', next, {}))).errors)).toEqual(['file'])
  })
})

describe('organizations (seed 001)', () => {
  it('have a contact, an address, a currency, a zone, a language, dates and metadata', async () => {
    const owner = await api.member(ours, 'owner')
    const contact = await make('/contacts/', { first_name: 'Primary' })
    const changes = {
      primary_contact: contact.id,
      primary_address: { city: 'Graz', country: 'AT' },
      currency: 'EUR',
      timezone: 'Europe/Vienna',
      language: 'de-AT',
      effective_date: '2026-01-01',
      end_date: '2026-12-31',
      metadata: { costCentre: 7 },
      tags: ['parent'],
    }
    const { body } = await owner('PATCH', `/organizations/${ours}/`, changes)
    expect(body).toMatchObject({
      ...changes,
      primary_address: { city: 'Graz', country: 'AT' },
      primary_contact_name: 'Primary',
    })
    for (const query of [
      'tags=parent',
      'currency=EUR',
      'organization_type=Company',
      'search=ours',
      'primary_address__city=Graz',
    ]) {
      expect(await listed(`/organizations/?${query}`, 'name', owner), query).toEqual(['Ours'])
    }
    const wrong = (values: object) => refusal(owner('PATCH', `/organizations/${ours}/`, values))
    expect((await wrong({ end_date: '2025-12-31' })).errors).toEqual({ end_date: ['Ends before it begins'] })
    expect((await wrong({ timezone: 'Mars/Base' })).errors).toHaveProperty('timezone')
    expect((await wrong({ language: 'klingon' })).errors).toHaveProperty('language')
    expect((await wrong({ primary_contact: unknown })).errors).toEqual({ primary_contact: ['Does not exist'] })
  })

  it('refuse a currency that is not active any more, with the reason', async () => {
    const owner = await api.member(theirs, 'owner')
    await api.admin('PATCH', '/currencies/SEK/', { is_active: false })
    expect(await refusal(owner('PATCH', `/organizations/${theirs}/`, { currency: 'SEK' }))).toMatchObject({
      status: 400,
      reason: 'inactive_reference',
      errors: { currency: [expect.any(String)] },
    })
    expect(await refusal(owner('PATCH', `/organizations/${theirs}/`, { currency: 'XXZ' }))).toMatchObject({
      status: 400,
      errors: { currency: ['Does not exist'] },
    })
  })
})

describe('the documents', () => {
  it('describe structured fields in the spelling of REST, at every depth', async () => {
    const { body } = await api.anonymous('GET', '/openapi.json')
    const { schema } = body.paths['/api/v1/contacts/'].post.requestBody.content['application/json']
    expect(Object.keys(schema.properties.email_addresses.items.properties)).toEqual([
      'id',
      'email',
      'email_type',
      'is_primary',
    ])
    expect(Object.keys(schema.properties.addresses.items.properties.address.properties)).toContain('street_address_1')
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining([
        '/api/v1/categories/tree/{within}/',
        '/api/v1/stock-locations/{id}/move/',
        '/api/v1/tax-jurisdictions/tree/',
        '/api/v1/documents/{id}/versions/',
        '/api/v1/custom-field-definitions/',
        '/api/v1/countries/{id}/',
      ]),
    )
  })

  it('tell nobody who is not signed in anything', async () => {
    for (const path of ['/products/', '/categories/tree/PRODUCT/', '/currencies/', '/contacts/']) {
      expect((await api.anonymous('GET', path)).status, path).toBe(401)
    }
  })
})

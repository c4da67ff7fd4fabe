import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, password, startTestApi, type TestApi } from './support/start-test-api.ts'

/** Reference data as the seed wants it served: statuses, currencies, units, organization types and what taxes are made of. */
let api: TestApi
let stranger: Caller
let organization: string
let owner: Caller

beforeAll(async () => {
  api = await startTestApi()
  await api.admin('POST', '/users/', { username: 'nobody', email: 'nobody@example.com', password })
  stranger = await api.signIn('nobody')
  organization = await api.organization('Ours')
  owner = await api.member(organization, 'owner')
})
afterAll(() => api.stop())

const codes = (rows: readonly Record<string, unknown>[], key = 'code') => rows.map((row) => row[key])
const query = (given: Readonly<Record<string, string>>) => `?${new URLSearchParams(given)}`

/** Kinds of reference data: an example by its key, what is made, and what of it changes. */
const kinds = [
  [
    'organization-types',
    'Company',
    { description: 'Primary legal entity or top-level organization.' },
    { name: 'Club' },
  ],
  [
    'statuses',
    'pending_approval',
    { name: 'Pending Approval', category: 'Approval' },
    { slug: 'on-hold', name: 'On Hold' },
  ],
  [
    'currencies',
    'EUR',
    { name: 'Euro', symbol: '€', numeric_code: '978', decimal_places: 2 },
    { code: 'XYZ', name: 'Shell' },
  ],
  [
    'countries',
    'AT',
    { alpha_3: 'AUT', name: 'Austria' },
    { code: 'XQ', alpha_3: 'XQQ', numeric_code: '999', name: 'Atlantis' },
  ],
  [
    'subdivisions',
    'US-CA',
    { country: 'US', name: 'California', category: 'State' },
    { code: 'AT-X', country: 'AT', name: 'X' },
  ],
  ['languages', 'de', { name: 'German', native_name: 'Deutsch' }, { code: 'qq', name: 'Elvish' }],
  [
    'uoms',
    'KG',
    { name: 'Kilogram', uom_type: 'Mass', symbol: 'kg', factor: '1' },
    { code: 'BOX_12', name: 'Box of 12', uom_type: 'Count' },
  ],
  ['tax-categories', 'REDUCED', { name: 'Reduced', is_active: true }, { code: 'LUXURY', name: 'Luxury' }],
  [
    'tax-jurisdictions',
    'US-NY',
    { parent: 'US', parent_name: 'United States' },
    { code: 'US-NY-NYC', name: 'New York City', jurisdiction_type: 'CITY', parent: 'US-NY' },
  ],
] as const

describe.each(kinds)('/%s/', (plural, key, expected, made) => {
  it('is read by anybody who is signed in, without any right', async () => {
    const list = await stranger('GET', `/${plural}/`)
    expect(list.status).toBe(200)
    expect(list.body.results.length).toBeGreaterThan(5)
    const one = await stranger('GET', `/${plural}/${key}/`)
    expect([one.status, one.body]).toEqual([200, expect.objectContaining(expected)])
    expect((await stranger('GET', `/${plural}/nothing-of-this-name/`)).status).toBe(404)
    expect((await api.anonymous('GET', `/${plural}/`)).status).toBe(401)
  })

  it('is written by superusers alone: what one organization changed, all would see', async () => {
    const [first] = Object.keys(made)
    const id = encodeURIComponent(String(made[first as keyof typeof made]))
    for (const caller of [stranger, owner]) {
      expect((await caller('POST', `/${plural}/`, made)).status).toBe(403)
      expect((await caller('PATCH', `/${plural}/${key}/`, { name: 'Mine' })).status).toBe(
        plural === 'organization-types' ? 400 : 403,
      )
      expect((await caller('DELETE', `/${plural}/${key}/`)).status).toBe(403)
    }
    expect(await api.admin('POST', `/${plural}/`, made)).toMatchObject({ status: 201, body: made })
    const again = await api.admin('POST', `/${plural}/`, made)
    expect([again.status, again.body.code]).toEqual([409, 'conflict'])
    expect((await api.admin('DELETE', `/${plural}/${id}/`)).status).toBe(204)
    expect((await stranger('GET', `/${plural}/${id}/`)).status).toBe(404)
  })
})

describe('lists of reference data', () => {
  it('have the nine organization types of the seed', async () => {
    const { body } = await stranger('GET', '/organization-types/')
    expect(codes(body.results, 'name')).toEqual(
      'Company Customer Department Division Location/Branch Partner Supplier Team Vendor'.split(' '),
    )
    expect((await stranger('GET', `/organization-types/${encodeURIComponent('Location/Branch')}/`)).status).toBe(200)
  })

  it('are searched in, filtered and sorted', async () => {
    const found = async (path: string, key = 'code') => codes((await stranger('GET', path)).body.results, key)
    expect(await found('/statuses/?search=approv', 'slug')).toEqual(
      expect.arrayContaining(['pending_approval', 'approved', 'rejected']),
    )
    expect(await found('/statuses/?category=Approval&ordering=name', 'slug')).toEqual([
      ...['approved', 'pending_approval', 'pending_review', 'rejected'],
    ])
    expect(await found('/currencies/?search=swiss')).toEqual(['CHF'])
    expect(await found('/currencies/?is_active=false')).toEqual(['XTS', 'XXX'])
    expect(await found('/currencies/?decimal_places=3')).toEqual('BHD IQD JOD KWD LYD OMR TND'.split(' '))
    expect(await found('/uoms/?uom_type=Mass&search=kilo')).toEqual(['KG'])
    expect(await found('/uoms/?ordering=-code&uom_type=Count')).toEqual(
      'THOU SET PALLET PAIR PACK GROSS EA DOZ BOX'.split(' '),
    )
    expect(await found('/subdivisions/?country=AT&ordering=code')).toHaveLength(9)
    expect(await found('/time-zones/?search=vienna', 'name')).toEqual(['Europe/Vienna'])
    expect(await found('/tax-jurisdictions/?parent=CA')).toHaveLength(13)
  })

  it('find a jurisdiction anywhere below another', async () => {
    const filter = JSON.stringify({ field: 'code', op: 'descendantof', value: 'EU' })
    const { body } = await stranger('GET', `/tax-jurisdictions/${query({ filter, page_size: '100' })}`)
    expect(body.count).toBe(28) // The union itself, and its members.
  })

  it('show jurisdictions as the tree that they are', async () => {
    const relatives = async (path: string) => codes((await stranger('GET', `/tax-jurisdictions/${path}/`)).body)
    expect(await relatives('EU/children')).toHaveLength(27)
    expect(await relatives('US/descendants')).toHaveLength(51)
    expect(await relatives('US-CA/ancestors')).toEqual(['US'])
    expect(await relatives('AT/ancestors')).toEqual(['EU'])
  })

  it('refuse what the seed gives no room for, on its field', async () => {
    const refused = async (path: string, values: object) =>
      Object.keys((await api.admin('POST', path, values)).body.errors)
    expect(await refused('/statuses/', { slug: 'A b', name: 'x', color: 'red' })).toEqual(['slug', 'color'])
    expect(await refused('/currencies/', { code: 'eur', name: 'x', numeric_code: '12', decimal_places: -1 })).toEqual([
      ...['code', 'numeric_code', 'decimal_places'],
    ])
    expect(await refused('/uoms/', { code: 'X', name: 'X', uom_type: 'Weight', factor: '0' })).toEqual([
      'uom_type',
      'factor',
    ])
    expect(await refused('/tax-jurisdictions/', { code: 'ZZ-1', name: 'x', jurisdiction_type: 'VILLAGE' })).toEqual([
      'jurisdiction_type',
    ])
  })

  it('refuse a second currency of one name or number', async () => {
    for (const same of [{ name: 'Euro' }, { numeric_code: '978' }]) {
      const { status, body } = await api.admin('POST', '/currencies/', { code: 'XYY', name: 'Other', ...same })
      expect([status, Object.keys(body.errors)]).toEqual([409, Object.keys(same)])
    }
  })

  it('give a new one its defaults', async () => {
    const { body } = await api.admin('POST', '/currencies/', { code: 'XYW', name: 'Cowrie' })
    expect(body).toMatchObject({
      symbol: '',
      numeric_code: null,
      decimal_places: 2,
      is_active: true,
      custom_fields: {},
    })
    const status = await api.admin('POST', '/statuses/', { slug: 'asleep', name: 'Asleep' })
    expect(status.body).toMatchObject({ description: '', category: '', color: '', custom_fields: {} })
    const jurisdiction = await api.admin('POST', '/tax-jurisdictions/', {
      code: 'XY',
      name: 'XY',
      jurisdiction_type: 'OTHER',
    })
    expect(jurisdiction.body).toMatchObject({ parent: null, is_active: true, custom_fields: {} })
  })
})

describe('POST /uoms/convert/', () => {
  const convert = (value: unknown, from: string, to: string) => stranger('POST', '/uoms/convert/', { value, from, to })

  it('answers in exact decimals', async () => {
    expect((await convert('12', 'IN', 'FT')).body).toEqual({ value: '1' })
    expect((await convert('1.5', 'LB', 'KG')).body).toEqual({ value: '0.680388555' })
    expect((await convert('1', 'GIB', 'MB')).body).toEqual({ value: '1073.741824' })
  })

  it.each([
    ['1', 'KG', 'M', 'to', 'other_unit_type'],
    ['1', 'BOX', 'EA', 'from', 'unit_without_factor'],
    ['1', 'EA', 'PARSEC', 'to', 'no_such_reference'],
    [1.5, 'KG', 'G', 'value', undefined],
    ['1e3', 'KG', 'G', 'value', undefined],
  ])('refuses %s %s in %s, on %s', async (value, from, to, field, reason) => {
    const { status, body } = await convert(value, from, to)
    expect([status, Object.keys(body.errors), body.reason]).toEqual([400, [field], reason])
  })

  it('refuses a unit that is not in use any more, with the reason', async () => {
    await api.admin('PATCH', '/uoms/ST/', { is_active: false })
    expect((await convert('1', 'ST', 'KG')).body).toMatchObject({
      code: 'invalid',
      reason: 'inactive_reference',
      errors: { from: ['Is not active any more'] },
    })
  })
})

describe('tax rates', () => {
  const rate = (values: object) => ({ jurisdiction: 'AT', tax_type: 'VAT', organization, ...values })
  const names = async (caller: Caller, given: Readonly<Record<string, string>>) => {
    const { body } = await caller('GET', `/tax-rates/${query({ ordering: 'name', ...given })}`)
    return codes(body.results, 'name')
  }

  beforeAll(async () => {
    const shared = { jurisdiction: 'DE', tax_type: 'VAT', organization: null }
    await api.admin('POST', '/tax-rates/', {
      ...shared,
      name: 'DE 16',
      rate: '0.16',
      valid_from: '2020-07-01',
      valid_to: '2020-12-31',
    })
    await api.admin('POST', '/tax-rates/', { ...shared, name: 'DE 19', rate: '0.19', valid_from: '2021-01-01' })
    await owner(
      'POST',
      '/tax-rates/',
      rate({ name: 'AT 20', rate: '0.20', tax_category: 'STANDARD', valid_from: '1984-01-01' }),
    )
    await owner('POST', '/tax-rates/', rate({ name: 'AT 10', rate: '0.10', tax_category: 'REDUCED' }))
    await owner('POST', '/tax-rates/', rate({ name: 'AT 13', rate: '0.13', tax_category: 'REDUCED', is_active: false }))
  })

  it('are made with their defaults and read back as they are', async () => {
    const { status, body } = await owner(
      'POST',
      '/tax-rates/',
      rate({ name: 'Tourism', rate: '0.0825', tax_type: 'OTHER', jurisdiction: 'AT' }),
    )
    expect([status, body]).toEqual([
      201,
      expect.objectContaining({
        rate: '0.0825',
        tax_category: null,
        is_compound: false,
        priority: 0,
        is_active: true,
        valid_from: null,
        custom_fields: {},
        jurisdiction_name: 'Austria',
      }),
    ])
    expect((await owner('GET', `/tax-rates/${body.id}/`)).body).toEqual(body)
    expect((await owner('DELETE', `/tax-rates/${body.id}/`)).status).toBe(204)
  })

  it("are the shared ones and the organization's own", async () => {
    expect(await names(stranger, {})).toEqual(['DE 16', 'DE 19'])
    expect(await names(owner, {})).toEqual(['AT 10', 'AT 13', 'AT 20', 'DE 16', 'DE 19'])
  })

  it('are filtered by jurisdiction, category, type and activity', async () => {
    expect(await names(owner, { jurisdiction: 'AT', tax_category: 'REDUCED' })).toEqual(['AT 10', 'AT 13'])
    expect(await names(owner, { tax_category: 'REDUCED', is_active: 'true' })).toEqual(['AT 10'])
    expect(await names(owner, { tax_type: 'GST' })).toEqual([])
    const below = {
      filter: JSON.stringify({ field: 'jurisdiction', op: 'descendantof', value: 'EU' }),
      jurisdiction: 'DE',
    }
    expect(await names(owner, below)).toEqual(['DE 16', 'DE 19'])
  })

  it('are filtered by the day on which they are valid', async () => {
    const on = (date: string) => {
      const [from, to] = [
        {
          or: [
            { field: 'valid_from', op: 'isnull', value: true },
            { field: 'valid_from', op: 'lte', value: date },
          ],
        },
        {
          or: [
            { field: 'valid_to', op: 'isnull', value: true },
            { field: 'valid_to', op: 'gte', value: date },
          ],
        },
      ]
      return names(owner, { jurisdiction: 'DE', filter: JSON.stringify({ and: [from, to] }) })
    }
    expect(await on('2020-06-30')).toEqual([])
    expect(await on('2020-07-01')).toEqual(['DE 16'])
    expect(await on('2020-12-31')).toEqual(['DE 16'])
    expect(await on('2021-01-01')).toEqual(['DE 19'])
  })

  it('are refused on their field where they cannot be', async () => {
    const refused = async (values: object) => {
      const { status, body } = await owner('POST', '/tax-rates/', rate({ name: 'X', rate: '0.1', ...values }))
      return [status, Object.keys(body.errors ?? {})]
    }
    expect(await refused({ rate: 0.1 })).toEqual([400, ['rate']])
    expect(await refused({ rate: '0.123456' })).toEqual([400, ['rate']])
    expect(await refused({ rate: '-0.1' })).toEqual([400, ['rate']])
    expect(await refused({ jurisdiction: 'NOWHERE' })).toEqual([400, ['jurisdiction']])
    expect(await refused({ tax_type: 'TITHE' })).toEqual([400, ['tax_type']])
    expect(await refused({ valid_from: '2026-01-02', valid_to: '2026-01-01' })).toEqual([400, ['valid_to']])
  })

  describe('calculate', () => {
    const calculate = (values: object, caller = owner) =>
      caller('POST', '/tax-rates/calculate/', {
        ...{ jurisdiction: 'AT', date: '2026-11-21', currency: 'EUR', prices_include_tax: false },
        lines: [{ amount: '100', quantity: '1', tax_category: 'STANDARD' }],
        ...values,
      })

    it('says net, tax and gross of lines and document, and which rates', async () => {
      const lines = [
        { amount: '10', quantity: '3', tax_category: 'STANDARD' },
        { amount: '18.45', quantity: '7', tax_category: 'REDUCED' },
      ]
      const { status, body } = await calculate({ lines })
      expect([status, body]).toEqual([
        200,
        {
          lines: [
            {
              net: '30.00',
              tax: '6.00',
              gross: '36.00',
              rates: [{ id: expect.any(String), name: 'AT 20', rate: '0.2', tax: '6.00' }],
            },
            {
              net: '129.15',
              tax: '12.92',
              gross: '142.07',
              rates: [expect.objectContaining({ name: 'AT 10', tax: '12.92' })],
            },
          ],
          ...{ net: '159.15', tax: '18.92', gross: '178.07' },
        },
      ])
    })

    it('takes the tax out of prices that include it, in the decimals of the currency', async () => {
      const lines = [{ amount: '1200', tax_category: 'STANDARD' }]
      expect((await calculate({ prices_include_tax: true, lines })).body).toMatchObject({
        net: '1000.00',
        tax: '200.00',
        gross: '1200.00',
      })
      expect((await calculate({ currency: 'JPY', lines })).body).toMatchObject({
        net: '1200',
        tax: '240',
        gross: '1440',
      })
      expect((await calculate({ currency: 'KWD', lines })).body.tax).toBe('240.000')
    })

    it('knows the day', async () => {
      const on = async (date: string) =>
        (await calculate({ jurisdiction: 'DE', date, lines: [{ amount: '100' }] }, stranger)).body.tax
      expect([await on('2020-12-31'), await on('2021-01-01'), await on('2020-01-01')]).toEqual([
        '16.00',
        '19.00',
        '0.00',
      ])
    })

    it("takes the most specific jurisdiction, below a country's", async () => {
      const sales = { tax_type: 'SALES', organization }
      await owner('POST', '/tax-rates/', { ...sales, name: 'US', jurisdiction: 'US', rate: '0.01' })
      await owner('POST', '/tax-rates/', { ...sales, name: 'CA', jurisdiction: 'US-CA', rate: '0.0725' })
      const at = async (jurisdiction: string) => (await calculate({ jurisdiction, currency: 'USD' })).body.tax
      expect([await at('US-CA'), await at('US-OR'), await at('US')]).toEqual(['7.25', '1.00', '1.00'])
    })

    it("prefers the organization's own rate, and shows it to nobody else", async () => {
      await owner('POST', '/tax-rates/', rate({ name: 'DE ours', jurisdiction: 'DE', rate: '0' }))
      const lines = [{ amount: '100' }]
      expect((await calculate({ jurisdiction: 'DE', lines })).body.tax).toBe('0.00')
      expect((await calculate({ jurisdiction: 'DE', lines, organization: null })).body.tax).toBe('19.00')
      const foreign = await calculate({ jurisdiction: 'DE', lines, organization }, stranger)
      expect([foreign.status, foreign.body.reason, foreign.body.errors]).toEqual([
        400,
        'no_such_reference',
        { organization: ['Does not exist'] },
      ])
    })

    it('asks which organization is meant where the caller belongs to several', async () => {
      const other = await api.organization('Theirs')
      const both = await api.member(organization, 'member')
      const joined = await api.admin('POST', '/organization-memberships/', {
        organization: other,
        user: both.id,
        role: 'member',
      })
      expect(joined.body).toMatchObject({ organization: other })
      const twice = await api.signIn(both.username)
      expect((await calculate({}, twice)).body.reason).toBe('organization_required')
      expect((await calculate({ organization }, twice)).body.tax).toBe('20.00')
      expect((await calculate({ organization: other }, twice)).body.tax).toBe('0.00')
    })

    it('tells every field that leads nowhere or is not in use any more, by its path', async () => {
      await api.admin('PATCH', '/currencies/CUP/', { is_active: false })
      await api.admin('PATCH', '/tax-categories/OUT_OF_SCOPE/', { is_active: false })
      await api.admin('PATCH', '/tax-jurisdictions/AQ/', { is_active: false })
      const lines = ['STANDARD', 'NOTHING', 'OUT_OF_SCOPE'].map((tax_category) => ({ amount: '1', tax_category }))
      const { status, body } = await calculate({ currency: 'CUP', jurisdiction: 'NOWHERE', lines })
      expect([status, body.code, body.errors]).toEqual([
        400,
        'invalid',
        {
          currency: ['Is not active any more'],
          jurisdiction: ['Does not exist'],
          'lines.1.tax_category': ['Does not exist'],
          'lines.2.tax_category': ['Is not active any more'],
        },
      ])
      expect((await calculate({ jurisdiction: 'AQ' })).body).toMatchObject({
        reason: 'inactive_reference',
        errors: { jurisdiction: ['Is not active any more'] },
      })
    })

    it.each([
      ['lines', 'none', { lines: [] }],
      ['lines', 'more than a thousand', { lines: Array.from({ length: 1001 }, () => ({ amount: '1' })) }],
      ['lines.1.amount', 'no number', { lines: [{ amount: '1' }, { amount: 'ten' }] }],
      ['lines.0.tax_categories', 'an unknown field', { lines: [{ amount: '1', tax_categories: [] }] }],
      ['date', 'no day', { date: '2026-13-01' }],
    ])('refuses on %s: %s', async (path, _what, values) => {
      const { status, body } = await calculate(values)
      expect([status, Object.keys(body.errors)]).toEqual([400, [path]])
    })

    it('adds up a thousand lines', async () => {
      const lines = Array.from({ length: 1000 }, () => ({ amount: '0.33', tax_category: 'REDUCED' }))
      const { body } = await calculate({ lines, rounding: 'document' })
      expect([body.net, body.tax, body.gross]).toEqual(['330.00', '33.00', '363.00'])
      expect(body.lines).toHaveLength(1000)
    })
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Product } from '../catalog/product.ts'
import { Contact } from '../contact/contact.ts'
import { isDomainError } from '../error/domain-error.ts'
import { StoredFile } from '../file/stored-file.ts'
import { Membership } from '../organization/membership.ts'
import { Organization } from '../organization/organization.ts'
import type { Resource } from '../resource/define-resource.ts'
import { TaxRate } from '../tax/tax-rate.ts'
import { type Filter, operators } from './filter.ts'
import { type ParseFilterOptions, parseFilter, parseFilterJson } from './parse-filter.ts'

const id = '01890a5d-ac96-774b-bcce-b302099a8057'
const active = { field: 'status', op: 'eq', value: 'active' } as const

/** The reason and the field paths of the refusal. */
function refusalOf(input: unknown, resource: Resource = Product, options?: ParseFilterOptions) {
  try {
    return { accepted: parseFilter(input, resource, options) }
  } catch (error) {
    if (!isDomainError(error)) throw error
    return { code: error.code, reason: error.reason, at: Object.keys(error.fields ?? {}) }
  }
}

const refused = (reason: string, at: string) => ({ code: 'invalid', reason, at: [at] })
const nested = (depth: number): unknown => (depth === 0 ? active : { not: nested(depth - 1) })

describe('parseFilter accepts', () => {
  it('nested conditions and hands them back as they are', () => {
    const filter: Filter = {
      and: [
        active,
        {
          or: [
            { field: 'name', op: 'contains', value: 'bolt' },
            { not: { field: 'tags', op: 'hasany', value: ['old'] } },
          ],
        },
      ],
    }
    expect(parseFilter(filter, Product)).toEqual(filter)
  })

  it.each<[string, unknown, Filter]>([
    ['or', { or: [] }, { and: [] }],
    ['and in or', { or: [{ and: [] }, active] }, { or: [active] }],
    ['or in or', { or: [{ or: [{ or: [] }] }] }, { and: [] }],
    ['not', { not: { or: [] } }, { and: [] }],
    ['or beside a condition', { and: [active, { or: [] }] }, { and: [active, { and: [] }] }],
  ])('%s of nothing, which asks for nothing', (_, input, filter) => {
    expect(parseFilter(input, Product)).toEqual(filter)
  })

  it("an empty or of a role's rule, which opens no row", () => {
    const rule = { not: { or: [active, { or: [] }] } }
    expect(parseFilter(rule, Product, { isRule: true })).toEqual(rule)
    expect(parseFilter({ or: [] }, Product, { isRule: true })).toEqual({ or: [] })
  })

  it.each([{ or: [] }, { and: [] }, { not: { or: [] } }, { and: [{ or: [] }, { not: { and: [] } }] }])(
    'not %j where something has to be asked for',
    (filter) => {
      expect(parseFilter(filter, Product)).toEqual(expect.objectContaining({ and: expect.any(Array) }))
      expect(() => parseFilter(filter, Product, { mustAsk: true })).toThrow(
        expect.objectContaining({
          code: 'invalid',
          reason: 'filter_asks_nothing',
          fields: { filter: [expect.any(String)] },
        }),
      )
      expect(parseFilter({ and: [active, filter] }, Product, { mustAsk: true })).toHaveProperty('and')
    },
  )

  it.each<[string, Resource, unknown, unknown]>([
    ['a uuid in capitals', Product, { field: 'organization', op: 'eq', value: id.toUpperCase() }, id],
    [
      'a moment in another time zone',
      Product,
      { field: 'createdAt', op: 'gt', value: '2026-11-21T02:00:00+05:30' },
      '2026-11-20T20:30:00.000Z',
    ],
    [
      'a moment with microseconds',
      Product,
      { field: 'createdAt', op: 'gt', value: '2026-11-21T02:00:00.123456Z' },
      '2026-11-21T02:00:00.123Z',
    ],
    [
      'a day where moments are put in order: its first moment',
      Product,
      { field: 'createdAt', op: 'between', value: ['2026-11-20', '2026-11-21'] },
      ['2026-11-20T00:00:00.000Z', '2026-11-21T00:00:00.000Z'],
    ],
    ['a date', Organization, { field: 'endDate', op: 'lte', value: '2024-02-29' }, '2024-02-29'],
    ['a range', StoredFile, { field: 'fileSize', op: 'between', value: [0, 2 ** 53 - 1] }, [0, 2 ** 53 - 1]],
    ['an empty list', Product, { field: 'status', op: 'in', value: [] }, []],
    ['isnull', StoredFile, { field: 'width', op: 'isnull', value: false }, false],
    ['a boolean', Membership, { field: 'isActive', op: 'neq', value: true }, true],
    ['text that looks like a wildcard', Product, { field: 'name', op: 'contains', value: '100%_\\' }, '100%_\\'],
    ['a number in a custom field', Product, { field: 'customFields.size', op: 'gt', value: 1.5 }, 1.5],
  ])('%s', (_, resource, condition, value) => {
    expect(parseFilter(condition, resource)).toMatchObject({ value })
  })

  it('the word form of contains on tags, stored as hasany', () => {
    expect(parseFilter({ field: 'tags', op: 'contains', value: 'new' }, Product)).toEqual({
      field: 'tags',
      op: 'hasany',
      value: ['new'],
    })
  })

  it.each([
    ['product_type', 'productType', 'SERVICE'],
    ['organization__name', 'organization.name', 'Acme'],
    ['organization.organization_type__name', 'organization.organizationType.name', 'Retailer'],
    ['custom_fields__shelf_mark', 'customFields.shelf_mark', 'A1'],
    ['custom_fields.shelf__mark.b', 'customFields.shelf__mark.b', 'A1'],
    ['organization__custom_fields__region', 'organization.customFields.region', 'EU'],
  ])("REST's %s as %s", (field, canonical, value) => {
    const readable = 'all'
    expect(parseFilter({ field, op: 'eq', value }, Product, { spelling: 'rest', readable })).toMatchObject({
      field: canonical,
    })
  })

  it('50 nodes and five levels', () => {
    expect(refusalOf({ and: Array.from({ length: 49 }, () => active) })).toHaveProperty('accepted')
    expect(refusalOf(nested(5))).toHaveProperty('accepted')
  })

  it('what it produced, again', () => {
    const once = parseFilter({ field: 'created_at', op: 'lt', value: '2026-01-01T00:00:00+01:00' }, Product, {
      spelling: 'rest',
    })
    expect(parseFilter(once, Product)).toEqual(once)
  })

  it("stand-ins for the principal's values, in rules only", () => {
    const mine = { field: 'createdBy', op: 'eq', value: '$principal.userId' }
    expect(parseFilter(mine, Product, { isRule: true })).toEqual(mine)
    expect(refusalOf(mine)).toEqual(refused('filter_bad_value', 'filter.value'))
    const unknown = { field: 'name', op: 'eq', value: '$principal.password' }
    expect(refusalOf(unknown, Product, { isRule: true })).toEqual(refused('filter_bad_value', 'filter.value'))
  })
})

describe('parseFilter refuses', () => {
  it.each<[string, unknown, string, string]>([
    ['null', null, 'filter_malformed', 'filter'],
    ['text', 'status', 'filter_malformed', 'filter'],
    ['a list', [active], 'filter_malformed', 'filter'],
    ['an empty object', {}, 'filter_malformed', 'filter'],
    ['and without a list', { and: active }, 'filter_malformed', 'filter.and'],
    ['a hole deep inside', { or: [active, { and: [active, null] }] }, 'filter_malformed', 'filter.or.1.and.1'],
    ['two groups at once', { and: [], or: [] }, 'filter_malformed', 'filter.or'],
    ['a group beside a condition', { ...active, and: [] }, 'filter_malformed', 'filter.and'],
    ['an extra key', { not: { ...active, sql: '1=1' } }, 'filter_malformed', 'filter.not.sql'],
    ['a prototype key', JSON.parse('{"and":[],"__proto__":{}}'), 'filter_malformed', 'filter.__proto__'],
    ['a prototype key alone', JSON.parse('{"__proto__":{"and":[]}}'), 'filter_malformed', 'filter'],
    ['a field that is no text', { field: ['name'], op: 'eq', value: 'x' }, 'filter_malformed', 'filter.field'],
    ['51 nodes', { and: Array.from({ length: 50 }, () => active) }, 'filter_too_large', 'filter.and.49'],
    ['six levels', nested(6), 'filter_too_deep', `filter${'.not'.repeat(6)}`],
    ['a very deep filter', nested(5000), 'filter_too_deep', `filter${'.not'.repeat(6)}`],
    ['an unknown operator', { ...active, op: 'regex' }, 'filter_unknown_operator', 'filter.op'],
    ['an operator of the prototype', { ...active, op: 'toString' }, 'filter_unknown_operator', 'filter.op'],
    [
      'an operator of another kind',
      { and: [{ field: 'createdAt', op: 'contains', value: '2026' }] },
      'filter_unknown_operator',
      'filter.and.0.op',
    ],
    [
      'descendantof away from trees',
      { field: 'createdBy', op: 'descendantof', value: id },
      'filter_unknown_operator',
      'filter.op',
    ],
    [
      'a number for text',
      { and: [active, { field: 'name', op: 'contains', value: 5 }] },
      'filter_bad_value',
      'filter.and.1.value',
    ],
    ['null for text', { field: 'name', op: 'eq', value: null }, 'filter_bad_value', 'filter.value'],
    ['no value', { field: 'name', op: 'eq' }, 'filter_bad_value', 'filter.value'],
    ['an object for text', { field: 'name', op: 'eq', value: { contains: 'a' } }, 'filter_bad_value', 'filter.value'],
    [
      'a choice that there is not',
      { field: 'productType', op: 'eq', value: 'GONE' },
      'filter_bad_value',
      'filter.value',
    ],
    ['a list where one is wanted', { field: 'name', op: 'eq', value: ['a'] }, 'filter_bad_value', 'filter.value'],
    ['one where a list is wanted', { field: 'name', op: 'in', value: 'a' }, 'filter_bad_value', 'filter.value'],
    ['one bad item of a list', { field: 'name', op: 'in', value: ['a', 'b', 3] }, 'filter_bad_value', 'filter.value.2'],
    [
      '501 items',
      { field: 'name', op: 'in', value: Array.from({ length: 501 }, String) },
      'filter_too_large',
      'filter.value',
    ],
    ['text of 257 characters', { field: 'name', op: 'eq', value: 'a'.repeat(257) }, 'filter_bad_value', 'filter.value'],
    ['NUL', { field: 'name', op: 'eq', value: 'a\0b' }, 'filter_bad_value', 'filter.value'],
    ['half a surrogate pair', { field: 'name', op: 'eq', value: '\ud83d' }, 'filter_bad_value', 'filter.value'],
    ['a made-up uuid', { field: 'organization', op: 'eq', value: '7' }, 'filter_bad_value', 'filter.value'],
    ['isnull without yes or no', { field: 'name', op: 'isnull', value: 'true' }, 'filter_bad_value', 'filter.value'],
    [
      'a moment without its offset',
      { field: 'createdAt', op: 'gt', value: '2026-11-21T02:00:00' },
      'filter_bad_value',
      'filter.value',
    ],
    [
      'a day where one moment is meant',
      { field: 'createdAt', op: 'eq', value: '2026-11-21' },
      'filter_bad_value',
      'filter.value',
    ],
    [
      'a day that there never was',
      { field: 'createdAt', op: 'gte', value: '2026-02-30' },
      'filter_bad_value',
      'filter.value',
    ],
    [
      'a moment that there never was',
      { field: 'createdAt', op: 'gt', value: '2026-02-30T02:00:00Z' },
      'filter_bad_value',
      'filter.value',
    ],
    [
      'a moment of year 10000',
      { field: 'createdAt', op: 'gt', value: '9999-12-31T23:30:00-01:00' },
      'filter_bad_value',
      'filter.value',
    ],
    [
      'a range of one',
      { field: 'createdAt', op: 'between', value: ['2026-11-21T02:00:00Z'] },
      'filter_bad_value',
      'filter.value',
    ],
    ['a mixed range', { field: 'customFields.a', op: 'between', value: [1, 'b'] }, 'filter_bad_value', 'filter.value'],
    ['order among booleans', { field: 'customFields.a', op: 'gt', value: true }, 'filter_bad_value', 'filter.value'],
    [
      'a number contained in JSON',
      { field: 'customFields.a', op: 'contains', value: 1 },
      'filter_bad_value',
      'filter.value',
    ],
    [
      'an infinite number',
      JSON.parse('{"field":"customFields.a","op":"eq","value":1e999}'),
      'filter_bad_value',
      'filter.value',
    ],
  ])('%s', (_, input, reason, at) => {
    expect(refusalOf(input)).toEqual(refused(reason, at))
  })

  it.each<[string, Resource, unknown]>([
    ['half a byte', StoredFile, { field: 'fileSize', op: 'gt', value: 0.5 }],
    ['a number as text', StoredFile, { field: 'fileSize', op: 'gt', value: '5' }],
    ['a number beyond exactness', StoredFile, { field: 'fileSize', op: 'gt', value: 2 ** 53 }],
    ['yes as a number', Membership, { field: 'isActive', op: 'eq', value: 1 }],
    ['the 29th of February of a common year', Organization, { field: 'endDate', op: 'eq', value: '2026-02-29' }],
    ['the year 0', Organization, { field: 'endDate', op: 'eq', value: '0000-01-01' }],
  ])('%s', (_, resource, input) => {
    expect(refusalOf(input, resource)).toEqual(refused('filter_bad_value', 'filter.value'))
  })

  it.each([
    ['one that does not exist', 'nothing'],
    ['one that nobody may filter by', 'description'],
    ['one of the prototype', 'constructor'],
    ['the prototype itself', '__proto__'],
    ['custom fields as a whole', 'customFields'],
    ['a custom field of the prototype', 'customFields.__proto__'],
    ["one in REST's spelling where that is not spoken", 'product_type'],
    ['a path through a field that is no reference', 'name.length'],
    ['a path that ends in a dot', 'organization.'],
    ["another person's address", 'createdBy.email'],
    ['three hops', 'organization.parent.parent.name'],
  ])('to filter by %s', (_, field) => {
    expect(refusalOf({ field, op: 'eq', value: 'x' })).toEqual(refused('filter_unknown_field', 'filter.field'))
  })

  it('text that is no JSON', () => {
    expect(() => parseFilterJson('{"and":[', Product)).toThrow(expect.objectContaining({ reason: 'filter_malformed' }))
    expect(() => parseFilterJson(`"${'a'.repeat(100_000)}"`, Product)).toThrow(
      expect.objectContaining({ reason: 'filter_too_large' }),
    )
    expect(parseFilterJson('{"and":[]}', Product)).toEqual({ and: [] })
  })

  it('under the name that the caller gave the filter', () => {
    expect(refusalOf({}, Product, { at: 'grants.3.where' })).toEqual(refused('filter_malformed', 'grants.3.where'))
  })
})

describe('readable fields', () => {
  const readable = new Set(['id', 'name', 'organization', 'organizationName'])

  it('an unreadable field is answered exactly like one that does not exist', () => {
    const asked = (field: string) => () => parseFilter({ field, op: 'eq', value: 'x' }, Product, { readable })
    const answer = expect.objectContaining({ reason: 'filter_unknown_field', message: 'The filter is not valid' })
    expect(asked('sku')).toThrow(answer)
    expect(asked('skuu')).toThrow(answer)
    expect(refusalOf({ field: 'sku', op: 'nonsense', value: {} }, Product, { readable })).toEqual(
      refusalOf({ field: 'skuu', op: 'nonsense', value: {} }, Product, { readable }),
    )
  })

  it('behind a reference only what a lookup shows, unless the caller is asked for each resource', () => {
    const by = (field: string) => ({ field, op: 'eq', value: 'x' })
    expect(refusalOf(by('organization.name'), Product, { readable })).toHaveProperty('accepted')
    expect(refusalOf(by('organization.code'), Product, { readable })).toMatchObject({ reason: 'filter_unknown_field' })
    expect(refusalOf(by('organization.code'), Product, { readable: () => 'all' })).toHaveProperty('accepted')
  })

  it('a lookup that the caller cannot read opens nothing', () => {
    const withoutLookup = new Set(['organization'])
    const condition = { field: 'organization.name', op: 'eq', value: 'x' }
    expect(refusalOf(condition, Product, { readable: withoutLookup })).toMatchObject({ reason: 'filter_unknown_field' })
  })
})

describe('any JSON at all', () => {
  const conditionLike = fc.record(
    {
      field: fc.oneof(
        fc.constantFrom(...Object.keys(Product.fields), 'customFields.a', 'organization.name', '__proto__'),
        fc.string(),
        fc.jsonValue(),
      ),
      op: fc.oneof(fc.constantFrom(...operators), fc.string()),
      value: fc.oneof(
        fc.jsonValue(),
        fc.string({ unit: 'binary' }),
        fc.double(),
        fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
        fc.uuid(),
      ),
    },
    { requiredKeys: [] },
  )
  const { node } = fc.letrec((tie) => ({
    node: fc.oneof(
      { depthSize: 'medium' },
      conditionLike,
      fc.record({ and: fc.array(tie('node')) }),
      fc.record({ or: fc.array(tie('node')) }),
      fc.record({ not: tie('node') }),
      fc.jsonValue(),
    ),
  }))

  it('is either a filter or a refusal with a reason and a path', () => {
    fc.assert(
      fc.property(node, fc.constantFrom('camel' as const, 'rest' as const), (input, spelling) => {
        const answer = refusalOf(JSON.parse(JSON.stringify(input ?? null)), Product, { spelling })
        if ('accepted' in answer) expect(parseFilter(answer.accepted, Product)).toEqual(answer.accepted)
        else
          expect(answer).toMatchObject({
            code: 'invalid',
            reason: expect.stringMatching(/^filter_/),
            at: [expect.stringMatching(/^filter/)],
          })
      }),
      { numRuns: 1000 },
    )
  })
})

describe('values inside a structured one', () => {
  it.each(['email_addresses__email_type', 'email_addresses.email_type', 'emailAddresses.emailType'])(
    '%s is understood on REST and becomes the canonical path',
    (field) => {
      const filter = parseFilter({ field, op: 'in', value: ['WORK'] }, Contact, { spelling: 'rest' })
      expect(filter).toEqual({ field: 'emailAddresses.emailType', op: 'in', value: ['WORK'] })
    },
  )

  it.each([
    ['camel', 'emailAddresses.password'],
    ['rest', 'email_addresses__password'],
    ['camel', 'email_addresses__email'],
    ['camel', 'addresses.address.planet'],
    ['camel', 'emailAddresses'],
  ] as const)('in %s spelling, %s is no field', (spelling, field) => {
    expect(refusalOf({ field, op: 'eq', value: 'x' }, Contact, { spelling })).toEqual(
      refused('filter_unknown_field', 'filter.field'),
    )
  })

  it.each([
    ['emailAddresses.emailType', 'eq', 'SECRET', 'filter_bad_value', 'filter.value'],
    ['emailAddresses.isPrimary', 'eq', 'true', 'filter_bad_value', 'filter.value'],
    ['emailAddresses.isPrimary', 'gt', true, 'filter_unknown_operator', 'filter.op'],
    ['addresses.address.latitude', 'gt', '48', 'filter_bad_value', 'filter.value'],
    ['addresses.address.latitude', 'contains', '4', 'filter_unknown_operator', 'filter.op'],
    ['emailAddresses.email', 'in', ['a', 1], 'filter_bad_value', 'filter.value.1'],
    ['emailAddresses.email', 'hasany', ['a'], 'filter_unknown_operator', 'filter.op'],
    ['customFields.fits', 'hasany', [1], 'filter_bad_value', 'filter.value.0'],
    ['customFields.fits', 'hasall', 'a', 'filter_bad_value', 'filter.value'],
  ])('%s %s %j is refused', (field, op, value, reason, at) => {
    expect(refusalOf({ field, op, value }, Contact)).toEqual(refused(reason, at))
  })
})

describe('decimals', () => {
  const read = (value: unknown) => refusalOf({ field: 'rate', op: 'gte', value }, TaxRate)

  it.each([
    ['0.0825', '0.0825'],
    ['007.50', '7.5'],
    [0.25, '0.25'],
  ])('%j is read as %s', (value, kept) => {
    expect(read(value)).toEqual({ accepted: { field: 'rate', op: 'gte', value: kept } })
  })

  it.each(['', 'a', '1e3', 1e21, true, '1'.repeat(61)])('%j is refused', (value) => {
    expect(read(value)).toEqual(refused('filter_bad_value', 'filter.value'))
  })
})

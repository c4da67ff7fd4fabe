import { describe, expect, it } from 'vitest'
import { Product } from '../catalog/product.ts'
import { Contact } from '../contact/contact.ts'
import { TaxRate } from '../tax/tax-rate.ts'
import { evaluateFilter, type FindRelated, filterMatcher } from './evaluate-filter.ts'
import type { Filter, FilterValue, Operator } from './filter.ts'
import { compareCodePoints } from './value-test.ts'

const acme = '01890a5d-ac96-774b-bcce-b302099a8057'
const north = '01890a5d-ac96-774b-bcce-b302099a8058'
const bolt = {
  id: '01890a5d-ac96-774b-bcce-000000000001',
  organization: north,
  name: 'Bolt M8 100%_ \\',
  description: '',
  fileSize: 12,
  isActive: true,
  endDate: '2026-11-21',
  createdAt: '2026-11-21T09:30:00.000Z',
  deletedAt: null,
  tags: ['new', 'Steel'],
  customFields: { color: 'red', size: 8, isRare: false, 'a.b': 'dotted', none: null, list: ['red'] },
}
const related: FindRelated = (path) =>
  ({
    organization: {
      id: north,
      name: 'North',
      path: `/${acme}/${north}/`,
      organizationType: 'Retailer',
      parent: acme,
      customFields: { region: 'EU' },
    },
    'organization.parent': { id: acme, name: 'Acme', path: `/${acme}/`, parent: null },
  })[path]

const holds = (field: string, op: Operator, value: FilterValue) =>
  evaluateFilter({ field, op, value }, bolt, undefined, related)

describe('a condition', () => {
  it.each<[string, Operator, FilterValue, boolean]>([
    ['name', 'eq', 'Bolt M8 100%_ \\', true],
    ['name', 'eq', 'bolt m8 100%_ \\', false],
    ['name', 'contains', '%', true],
    ['name', 'contains', '100__', false],
    ['name', 'contains', '', true],
    ['name', 'icontains', 'bOLT', true],
    ['name', 'startswith', 'Bolt', true],
    ['name', 'startswith', 'bolt', false],
    ['name', 'istartswith', 'bolt', true],
    ['name', 'endswith', '\\', true],
    ['name', 'iendswith', 'M8', false],
    ['name', 'gt', 'B', true],
    ['name', 'lt', 'a', true],
    ['description', 'isnull', true, false],
    ['description', 'eq', '', true],
    ['fileSize', 'gt', 12, false],
    ['fileSize', 'gte', 12, true],
    ['fileSize', 'between', [12, 13], true],
    ['fileSize', 'between', [13, 12], false],
    ['fileSize', 'in', [1, 12], true],
    ['fileSize', 'notin', [1, 12], false],
    ['fileSize', 'in', [], false],
    ['fileSize', 'notin', [], true],
    ['isActive', 'eq', true, true],
    ['endDate', 'lt', '2026-11-22', true],
    ['createdAt', 'lte', '2026-11-21T09:30:00.000Z', true],
    ['tags', 'hasany', ['old', 'new'], true],
    ['tags', 'hasany', ['steel'], false],
    ['tags', 'hasany', [], false],
    ['tags', 'hasall', ['Steel', 'new'], true],
    ['tags', 'hasall', ['Steel', 'old'], false],
    ['tags', 'hasall', [], true],
    ['customFields.color', 'startswith', 're', true],
    ['customFields.size', 'gt', 7.5, true],
    ['customFields.size', 'gt', '7', false],
    ['customFields.size', 'eq', '8', false],
    ['customFields.isRare', 'eq', false, true],
    ['customFields.list', 'contains', 'red', false],
    ['customFields.a.b', 'eq', 'dotted', true],
    ['customFields.none', 'isnull', true, true],
    ['customFields.missing', 'isnull', true, true],
    ['customFields.toString', 'isnull', true, true],
    ['organization.name', 'eq', 'North', true],
    ['organization.parent.name', 'eq', 'Acme', true],
    ['organization.parent.parent.name', 'isnull', true, true],
    ['organization.customFields.region', 'eq', 'EU', true],
    ['organization', 'descendantof', north, true],
    ['organization', 'descendantof', acme, true],
    ['organization', 'descendantof', bolt.id, false],
    ['organization.parent', 'descendantof', north, false],
    ['organization.id', 'descendantof', acme, true],
  ])('%s %s %j is %s', (field, op, value, expected) => {
    expect(holds(field, op, value)).toBe(expected)
    expect(evaluateFilter({ not: { field, op, value } }, bolt, undefined, related)).toBe(!expected)
  })

  it.each<[Operator, FilterValue, boolean]>([
    ['eq', 'x', false],
    ['neq', 'x', true],
    ['in', ['x'], false],
    ['notin', ['x'], true],
    ['isnull', true, true],
    ['isnull', false, false],
    ['gt', '', false],
    ['lt', 'x', false],
    ['gte', '', false],
    ['lte', 'x', false],
    ['between', ['', 'x'], false],
    ['contains', '', false],
    ['icontains', '', false],
    ['startswith', '', false],
    ['istartswith', '', false],
    ['endswith', '', false],
    ['iendswith', '', false],
    ['hasany', ['x'], false],
    ['hasall', [], false],
    ['descendantof', acme, false],
  ])('%s %j on nothing at all is %s', (op, value, expected) => {
    expect(holds('deletedAt', op, value)).toBe(expected)
    expect(holds('neverHeardOf', op, value)).toBe(expected)
  })
})

describe('groups', () => {
  it.each<[string, Filter, boolean]>([
    ['an empty and', { and: [] }, true],
    ['an empty or', { or: [] }, false],
    ['not of an empty or', { not: { or: [] } }, true],
    [
      'and',
      {
        and: [
          { field: 'fileSize', op: 'eq', value: 12 },
          { field: 'fileSize', op: 'eq', value: 13 },
        ],
      },
      false,
    ],
    [
      'or',
      {
        or: [
          { field: 'fileSize', op: 'eq', value: 12 },
          { field: 'fileSize', op: 'eq', value: 13 },
        ],
      },
      true,
    ],
  ])('%s', (_, filter, expected) => {
    expect(evaluateFilter(filter, bolt)).toBe(expected)
  })
})

describe('rules that are not quite right', () => {
  const wrongType: Filter = { field: 'organization', op: 'neq', value: 'EU' }

  it('reach nothing when a value does not fit its field, also under not', () => {
    expect(evaluateFilter(wrongType, bolt, Product)).toBe(false)
    expect(evaluateFilter({ not: { field: 'name', op: 'eq', value: 5 } }, bolt, Product)).toBe(false)
    expect(filterMatcher({ or: [{ and: [] }, wrongType] }, Product)(bolt)).toBe(false)
  })

  it('are a mistake in the program when the rows they need are not given', () => {
    expect(() => evaluateFilter({ field: 'organization.name', op: 'eq', value: 'North' }, bolt)).toThrow(
      'no related rows',
    )
    expect(() => evaluateFilter({ field: 'id', op: 'descendantof', value: acme }, bolt)).toThrow('tree path')
  })
})

describe('compareCodePoints', () => {
  it.each([
    ['a', 'b'],
    ['', 'a'],
    ['Z', 'a'],
    ['a', 'ab'],
    ['\ue000', '\u{1f600}'],
    ['\uffff', '\u{10000}'],
    ['\u{1f600}', '\u{1f601}'],
    ['e\u0301', 'é'],
  ])('%j comes before %j', (first, second) => {
    expect(compareCodePoints(first, second)).toBeLessThan(0)
    expect(compareCodePoints(second, first)).toBeGreaterThan(0)
    expect(compareCodePoints(first, first)).toBe(0)
  })
})

describe('a condition on items', () => {
  const contact = {
    emailAddresses: [
      { email: 'ada@example.test', emailType: 'WORK', isPrimary: true },
      { email: 'a@home.test', emailType: 'PERSONAL', isPrimary: false },
    ],
    phoneNumbers: [],
    addresses: [
      { address: { country: 'AT', city: 'Wien', latitude: 48.2, longitude: null, customFields: { floor: 3 } } },
    ],
  }
  const holds = (field: string, op: Operator, value: FilterValue) =>
    evaluateFilter({ field, op, value }, contact, Contact)

  it.each<[string, Operator, FilterValue, boolean]>([
    ['emailAddresses.email', 'eq', 'a@home.test', true],
    ['emailAddresses.email', 'endswith', '@example.test', true],
    ['emailAddresses.email', 'neq', 'a@home.test', false],
    ['emailAddresses.email', 'neq', 'b@home.test', true],
    ['emailAddresses.email', 'notin', ['a@home.test', 'b@home.test'], false],
    ['emailAddresses.email', 'isnull', false, true],
    ['emailAddresses.isPrimary', 'eq', false, true],
    ['emailAddresses.email', 'between', ['a@i', 'a@z'], false],
    ['phoneNumbers.phoneNumber', 'isnull', true, true],
    ['phoneNumbers.phoneNumber', 'neq', '+431', true],
    ['phoneNumbers.phoneNumber', 'eq', '+431', false],
    ['addresses.address.country', 'in', ['AT'], true],
    ['addresses.address.latitude', 'gt', 48, true],
    ['addresses.address.longitude', 'isnull', true, true],
    ['addresses.address.customFields.floor', 'gte', 3, true],
  ])('%s %s %j: %s', (field, op, value, expected) => {
    expect(holds(field, op, value)).toBe(expected)
  })

  it('is met by one item as a whole, and two conditions perhaps by two', () => {
    const isWork: Filter = { field: 'emailAddresses.emailType', op: 'eq', value: 'WORK' }
    const isHome: Filter = { field: 'emailAddresses.email', op: 'eq', value: 'a@home.test' }
    expect(evaluateFilter({ and: [isWork, isHome] }, contact, Contact)).toBe(true)
  })
})

describe('decimals', () => {
  const holds = (op: Operator, value: FilterValue, rate = '0.2') =>
    evaluateFilter({ field: 'rate', op, value }, { rate }, TaxRate)

  it.each<[Operator, FilterValue, boolean]>([
    ['eq', '0.20', true],
    ['neq', '0.200', false],
    ['in', ['1', '.2'], true],
    ['gt', '0.1999999999', true],
    ['lt', '0.20000000000000000001', true],
    ['between', ['0.2', '10'], true],
    ['gt', '9', false],
  ])('%s %j: %s', (op, value, expected) => {
    expect(holds(op, value)).toBe(expected)
  })

  it('10 is more than 9, which text would deny', () => {
    expect(holds('gt', '9', '10')).toBe(true)
  })
})

import { describe, expect, it } from 'vitest'
import { Product } from '../catalog/product.ts'
import { Membership } from '../organization/membership.ts'
import { resources } from '../registry.ts'
import { defineResource, isSortable, type OrderByOf, type Resource, type RowOf } from './define-resource.ts'
import { boolean, choice, reference, text, words } from './field.ts'
import { camelCase, snakeCase } from './names.ts'

const Tool = defineResource({
  name: 'tool',
  plural: 'tools',
  label: 'tool',
  table: 'tool',
  scope: { kind: 'organization', field: 'organization' },
  fields: {
    name: text({ max: 10, sort: true }),
    note: text({ max: 100, presence: 'nullable' }),
    state: choice(['new', 'used'], { presence: 'defaulted' }),
    serial: text({ max: 20, write: 'create' }),
    isLent: boolean({ presence: 'defaulted', write: 'never' }),
    labels: words({ presence: 'defaulted' }),
    owner: reference('user', { presence: 'nullable' }),
  },
  defaultOrder: 'name',
  title: 'name',
})

const organization = '0193f1a0-0000-7000-8000-000000000001'
const minimal = { organization, name: 'Saw', serial: 'S-1' }
const fieldsRefused = (values: object, schema: 'create' | 'patch' = 'create') =>
  Tool[schema]
    .safeParse(values)
    .error?.issues.flatMap(({ path, ...issue }) => (issue.code === 'unrecognized_keys' ? issue.keys : [path.join('.')]))

describe('defineResource', () => {
  it('accepts a create with the required fields alone, and writes no default into it', () => {
    expect(Tool.create.parse(minimal)).toEqual(minimal)
  })

  it('keeps an empty patch empty', () => {
    expect(Tool.patch.parse({})).toEqual({})
  })

  it.each(['isLent', 'createdAt', 'createdBy', 'version', 'id', 'deletedAt', 'storageKey', 'abilities'])(
    'refuses %s on create: only the system sets it',
    (name) => {
      expect(fieldsRefused({ ...minimal, [name]: 'x' })).toEqual([name])
    },
  )

  it.each(['organization', 'serial'])('refuses %s in a patch: it is fixed once made', (name) => {
    expect(fieldsRefused({ [name]: organization }, 'patch')).toEqual([name])
  })

  it('refuses null where it is not said to be allowed', () => {
    expect(fieldsRefused({ ...minimal, state: null })).toEqual(['state'])
    expect(fieldsRefused({ ...minimal, note: null })).toBeUndefined()
  })

  it('trims text, refuses blank required text and control characters', () => {
    expect(Tool.create.parse({ ...minimal, name: '  Saw ' }).name).toBe('Saw')
    expect(fieldsRefused({ ...minimal, name: '   ' })).toEqual(['name'])
    expect(fieldsRefused({ ...minimal, name: 'a\u0000b' })).toEqual(['name'])
    expect(fieldsRefused({ ...minimal, name: 'a\ud800' })).toEqual(['name'])
    expect(fieldsRefused({ ...minimal, labels: ['\udc00'] })).toEqual(['labels.0'])
    expect(fieldsRefused({ ...minimal, labels: ['a', 'b,c'] })).toEqual(['labels.1'])
  })

  it('keeps each word of a set once, in order', () => {
    expect(Tool.create.parse({ ...minimal, labels: ['b', 'a', ' b '] }).labels).toEqual(['b', 'a'])
  })

  it('lists the columns of a row once each, the organization after the id, what may be done to it last', () => {
    expect(Tool.columns.slice(0, 3)).toEqual(['id', 'organization', 'name'])
    expect(Tool.columns.at(-1)).toBe('abilities')
    expect(new Set(Tool.columns).size).toBe(Tool.columns.length)
  })
})

const base = {
  name: 'note',
  plural: 'notes',
  label: 'note',
  table: 'note',
  defaultOrder: 'createdAt',
  title: 'id',
} as const

describe('a resource that only grows', () => {
  const Note = defineResource({
    ...base,
    scope: { kind: 'organization', field: 'organization', unowned: 'system' },
    fields: {},
    appendOnly: true,
  })

  it('knows neither a version nor a second moment, and nobody changes it', () => {
    expect(Object.keys(Note.fields)).toEqual(['id', 'organization', 'createdAt'])
    const row: RowOf<typeof Note> = { id: organization, organization: null, createdAt: '', abilities: [] }
    expect(Note.read.safeParse({ ...row, createdAt: '2026-11-21T00:00:00.000Z' }).success).toBe(true)
  })
})

describe('a resource with rows of no organization', () => {
  const Shared = defineResource({
    ...base,
    scope: { kind: 'organization', field: 'organization', unowned: 'shared' },
    fields: { text: text({ max: 5 }) },
    actions: ['pin'],
  })

  it('may be made without naming one, or with null', () => {
    for (const values of [{ text: 'a' }, { text: 'a', organization: null }, { text: 'a', organization }]) {
      expect(Shared.create.safeParse(values).success).toBe(true)
    }
    expect(Shared.create.safeParse({ text: 'a', organization: 'x' }).success).toBe(false)
    expect(Shared.actions).toEqual(['pin'])
  })
})

describe('the registry', () => {
  it.each(Object.entries(resources))(
    '%s stands under its own name, with a title and an order that exist',
    (name, resource) => {
      expect(resource.name).toBe(name)
      expect(resource.columns).toContain(resource.title)
      const orderField = resource.fields[resource.defaultOrder.replace(/^-/, '') as keyof typeof resource.fields] as {
        sort?: boolean
      }
      expect(orderField.sort).toBe(true)
    },
  )

  it.each(Object.values<Resource>(resources))('$name has no masked title, which the trail would tell', (resource) => {
    expect(resource.fields[resource.title]?.mask).toBeFalsy()
  })

  it.each(Object.values(resources))('$name refers only to resources that exist', ({ fields }) => {
    const names = Object.values(fields as Readonly<Record<string, { reference?: string }>>).flatMap(
      ({ reference }) => reference || [],
    )
    expect(names.filter((name) => !(name in resources))).toEqual([])
  })

  it.each(Object.values(resources).flatMap(({ columns }) => columns))('%s has one spelling each way', (name) => {
    expect(camelCase(snakeCase(name))).toBe(name)
  })
})

it('a list is sorted by what says so, and by any custom field where rows have them', () => {
  const order: OrderByOf<typeof Product>[] = ['name', '-customFields.size']
  expect(order.every((name) => isSortable(Product, name.replace('-', '')))).toBe(true)
  expect(isSortable(Product, 'description')).toBe(false)
  expect(isSortable(Product, 'customFields')).toBe(false)
  expect(isSortable(Membership, 'customFields.size')).toBe(false)
})

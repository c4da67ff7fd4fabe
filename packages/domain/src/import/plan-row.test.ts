import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Product } from '../catalog/product.ts'
import { Contact } from '../contact/contact.ts'
import type { CustomField } from '../custom-field/custom-value.ts'
import type { Resource } from '../resource/define-resource.ts'
import type { Cell } from './cell.ts'
import { type ImportParameters, importParameters } from './import-parameters.ts'
import { planImport } from './import-plan.ts'
import { matchText, matchValues, planRow, repeatedKey } from './plan-row.ts'
import { readRow } from './read-row.ts'

const organization = '01900000-0000-7000-8000-000000000001'
const id = '01900000-0000-7000-8000-000000000002'
const hammer = {
  id,
  organization,
  sku: 'A',
  name: 'Hammer',
  description: 'Heavy',
  productType: 'SERVICE',
  category: null,
  baseUom: 'EA',
  status: 'draft',
  tags: ['x'],
  customFields: { colour: 'red', old: 1 },
  version: 4,
}

interface Given extends Partial<ImportParameters> {
  readonly resource?: Resource
  readonly customFields?: readonly CustomField[]
}

function planOf(header: readonly string[], { resource = Product, customFields = [], ...parameters }: Given = {}) {
  const mapping = Object.fromEntries(header.map((name) => [name, name]))
  return planImport({ resource, customFields, header, parameters: importParameters.parse({ mapping, ...parameters }) })
}

function verdictOn(
  line: Readonly<Record<string, Cell>>,
  given: Given & { readonly standing?: object | null; readonly readable?: ReadonlySet<string> } = {},
) {
  const { standing = null, readable = 'all', ...rest } = given
  const plan = planOf(Object.keys(line), rest)
  const row = readRow(plan, { number: 2, cells: Object.values(line) })
  return planRow(plan, row, { organization, standing: standing && { values: { ...standing }, readable } })
}

const line = { sku: 'A', name: 'Hammer', product_type: 'SERVICE' }

describe('a row that means nobody yet', () => {
  it('becomes a new one of the organization, its empty cells left to their defaults', () => {
    expect(verdictOn({ ...line, name: ' Axe ', status: '', category: '' })).toEqual({
      kind: 'create',
      input: { organization, sku: 'A', name: 'Axe', productType: 'SERVICE', category: null },
    })
  })

  it('takes the defaults of the plan where the file says nothing, and keeps what it says', () => {
    const defaults = { description: 'None', name: 'Nameless' }
    expect(verdictOn({ ...line, description: '' }, { defaults })).toMatchObject({
      input: { name: 'Hammer', description: 'None' },
    })
  })

  it('is told on its columns what is wrong with it', () => {
    expect(verdictOn({ ...line, name: 'x'.repeat(300), product_type: 'THING' })).toEqual({
      kind: 'issues',
      issues: [expect.objectContaining({ column: 'product_type', value: 'THING', rule: 'not_a_choice' })],
    })
    expect(verdictOn({ ...line, name: 'x'.repeat(300) })).toMatchObject({
      issues: [{ column: 'name', rule: 'too_big', value: 'x'.repeat(200) }],
    })
  })

  it('is refused where only rows that are there may change, and by an id that is gone', () => {
    expect(verdictOn(line, { mode: 'update' })).toMatchObject({ issues: [{ column: 'sku', rule: 'no_such_row' }] })
    expect(verdictOn({ ...line, id }, { match: ['id'] })).toMatchObject({
      issues: [{ column: 'id', rule: 'no_such_row' }],
    })
    expect(verdictOn({ ...line, id }, { match: ['sku'] })).toMatchObject({ kind: 'create' })
  })
})

describe('a row that means one that is there', () => {
  const changing = (cells: Readonly<Record<string, Cell>>, given: Given = {}) =>
    verdictOn({ sku: 'A', ...cells }, { standing: hammer, ...given })

  it('changes what differs, at the version that was looked at', () => {
    expect(changing({ name: 'Axe', description: 'Heavy', tags: 'y, x' })).toEqual({
      kind: 'update',
      key: id,
      version: 4,
      patch: { name: 'Axe', tags: ['y', 'x'] },
    })
  })

  it('is unchanged when everything is as it should be, and skipped or refused by an insert', () => {
    expect(changing({ name: 'Hammer', tags: 'x' })).toEqual({ kind: 'unchanged', key: id })
    expect(verdictOn(line, { standing: hammer, mode: 'insert', match: ['sku'] })).toEqual({ kind: 'skip' })
    expect(verdictOn(line, { standing: hammer, mode: 'insert' })).toMatchObject({
      issues: [{ column: 'sku', rule: 'duplicate' }],
    })
  })

  it('empties what an empty cell can empty, and never takes a default', () => {
    expect(changing({ description: '', status: '' }, { defaults: { name: 'Nameless' } })).toMatchObject({
      patch: { description: '' },
    })
    expect(changing({ name: '' })).toMatchObject({ issues: [{ column: 'name', rule: 'required' }] })
  })

  it('changes the custom fields that it names, and keeps the others', () => {
    const field = (key: string): CustomField => ({
      key,
      label: key,
      type: 'text',
      required: false,
      options: {},
      isActive: true,
    })
    const customFields = [field('colour'), field('size'), { ...field('old'), type: 'number' as const, isActive: false }]
    const header = { 'custom_fields.colour': '', 'custom_fields.size': 'XL' }
    expect(changing(header, { customFields })).toMatchObject({ patch: { customFields: { size: 'XL', old: 1 } } })
  })

  it.each(['["a", "b"]', '"ab"', '7'])('takes %s for no custom fields', (cell) => {
    const refused = { kind: 'issues', issues: [{ column: 'custom_fields', value: cell }] }
    expect(changing({ custom_fields: cell })).toMatchObject(refused)
    expect(verdictOn({ ...line, custom_fields: cell })).toMatchObject(refused)
    expect(changing({ custom_fields: '' })).toMatchObject({ kind: 'unchanged' })
    expect(changing({ custom_fields: '{"size": "XL"}' })).toMatchObject({
      patch: { customFields: { size: 'XL', colour: 'red', old: 1 } },
    })
  })
})

it('finds the same row by a key, however its cells are spaced', () => {
  const plan = planOf(['sku', 'name'], { mode: 'update' })
  const textOf = (sku: string) => {
    const key = matchValues(plan, readRow(plan, { number: 2, cells: [sku, 'x'] }))
    return key && matchText(key)
  }
  const word = fc.stringMatching(/^[A-Za-z0-9-]{1,20}$/)
  const space = fc.constantFrom('', ' ', '  ', '\t')
  fc.assert(
    fc.property(word, space, space, (sku, before, after) => {
      expect(textOf(`${before}${sku}${after}`)).toBe(textOf(sku))
    }),
  )
  fc.assert(
    fc.property(word, word, (one, other) => {
      expect(textOf(one) === textOf(other)).toBe(one === other)
    }),
  )
})

it('has a verdict on any row whatever, and what it lets through the schema lets through', () => {
  const cell = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.date({ noInvalidDate: true }),
  )
  const header = ['sku', 'name', 'product_type', 'description', 'tags', 'is_sellable', 'attributes']
  const plan = planOf(header)
  fc.assert(
    fc.property(fc.tuple(...header.map(() => cell)), fc.boolean(), (cells, isThere) => {
      const row = readRow(plan, { number: 2, cells })
      const verdict = planRow(plan, row, {
        organization,
        standing: isThere ? { values: hammer, readable: 'all' } : null,
      })
      if (verdict.kind === 'create') expect(Product.create.safeParse(verdict.input).success).toBe(true)
      if (verdict.kind === 'update') expect(Product.patch.safeParse(verdict.patch).success).toBe(true)
      if (verdict.kind === 'issues') for (const { column } of verdict.issues) expect(header).toContain(column)
    }),
  )
})

it('what is planned of a row as it stands changes nothing', () => {
  const text = fc.stringMatching(/^[a-z][a-z ]{0,20}[a-z]$/)
  fc.assert(
    fc.property(text, text, fc.boolean(), (name, description, isSellable) => {
      const standing = { ...hammer, name, description, isSellable }
      const cells = { sku: 'A', name, description, is_sellable: isSellable }
      expect(verdictOn(cells, { standing })).toEqual({ kind: 'unchanged', key: id })
    }),
  )
})

it('tells a repeated key on its column', () => {
  const plan = planOf(['sku', 'name', 'product_type'])
  const row = readRow(plan, { number: 9, cells: ['A', 'b', 'SERVICE'] })
  expect(repeatedKey(plan, row)).toMatchObject({ column: 'sku', value: 'A', rule: 'repeated_key' })
})

describe('a plan', () => {
  const faults = (header: readonly string[], given: Given) => {
    try {
      planOf(header, given)
    } catch (error) {
      return error
    }
    return expect.unreachable('it was not refused')
  }

  it.each<[string, Given, object]>([
    [
      'a column that there is not',
      { mapping: { sku: 'nothing' } },
      { fields: { 'mapping.sku': ['There is no column nothing'] } },
    ],
    [
      'a header that there is not',
      { mapping: { Nr: 'sku' } },
      { fields: { 'mapping.Nr': ['The file has no such column'] } },
    ],
    [
      'a column that is meant twice',
      { mapping: { sku: 'sku', name: 'sku' } },
      { fields: { 'mapping.name': ['sku is mapped twice'] } },
    ],
    [
      'a default of nothing',
      { defaults: { nothing: 1 } },
      { fields: { 'defaults.nothing': ['There is no column nothing'] } },
    ],
    ['a key that tells no row from others', { match: ['name'] }, { reason: 'no_match_key' }],
    ['rows that nothing finds', { mapping: { name: 'name' } }, { reason: 'no_match_key' }],
    ['new rows without what each must have', { mode: 'insert' }, { reason: 'required_column' }],
  ])('refuses %s', (_, given, expected) => {
    expect(faults(['sku', 'name'], given)).toMatchObject({ code: 'invalid', ...expected })
  })

  it('names what is not mapped, and finds a key for whoever names none', () => {
    const plan = planOf(['sku', 'name', 'Remark'], { mapping: { sku: 'sku', name: 'name' }, mode: 'update' })
    expect(plan).toMatchObject({ match: ['sku'], unmapped: ['Remark'] })
    expect(planOf(['id', 'sku'], { mode: 'update' }).match).toEqual(['id'])
    expect(planOf(['first_name'], { resource: Contact, mode: 'insert' }).match).toEqual([])
  })
})

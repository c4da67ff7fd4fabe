import type { ImportProposal } from '@groundwork/domain'
import { describe, expect, it } from 'vitest'
import {
  decide,
  draftFrom,
  hindranceOf,
  missingColumns,
  parametersOf,
  possibleKeys,
  remap,
  touched,
} from './import-draft.ts'

const column = (name: string, required = false) => ({
  name,
  label: name,
  kind: 'text',
  required,
  isKey: name === 'id',
  isOpen: true,
  by: null,
  allowed: null,
})

const proposal: ImportProposal = {
  format: 'csv',
  sheets: [],
  sheet: null,
  headerRow: 1,
  encoding: 'utf-8',
  delimiter: ';',
  sha256: 'a'.repeat(64),
  header: [
    { name: 'Artikel', column: 'sku', from: 'remembered', examples: [] },
    { name: 'Bezeichnung', column: 'name', from: 'guessed', examples: [] },
    { name: 'Lager', column: null, from: null, examples: [] },
  ],
  rows: [],
  isCut: false,
  columns: [column('id'), column('sku', true), column('name', true), column('product_type', true), column('notes')],
  matchKeys: [['id'], ['sku']],
  settings: { mode: 'update', match: ['sku'], transforms: { sku: ['upper'], notes: ['trim'] }, dateOrder: 'dmy' },
}

describe('what is decided', () => {
  it('is what the server proposes and remembers, until somebody says otherwise', () => {
    expect(decide({}, proposal)).toMatchObject({
      mapping: { Artikel: 'sku', Bezeichnung: 'name' },
      mode: 'update',
      match: ['sku'],
      transforms: { sku: ['upper'] },
      dateOrder: 'dmy',
    })
    expect(decide({ mode: 'insert', mapping: { Artikel: 'name' } }, proposal)).toMatchObject({
      mapping: { Artikel: 'name' },
      match: [],
      transforms: {},
    })
  })

  it('can be freed of what is remembered', () => {
    const { date_order: _, ...draft } = touched({}, decide({}, proposal))
    expect(draft).toMatchObject({ mode: 'update', match: ['sku'], transforms: { sku: ['upper'] } })
    expect(decide(draft, proposal)).toMatchObject({ mode: 'update', dateOrder: undefined })
  })

  it('finds rows only by what the file or a default tells', () => {
    const { mapping } = decide({}, proposal)
    expect(possibleKeys(proposal, { mapping, defaults: {} })).toEqual([['sku']])
    expect(decide({ match: ['id'] }, proposal).match).toEqual(['sku'])
    expect(decide({ mapping: { Lager: 'notes' } }, proposal).match).toEqual([])
  })
})

describe('what keeps a plan from being checked', () => {
  it('is a required column only where every row is new', () => {
    const decided = decide({ mode: 'insert' }, proposal)
    expect(missingColumns(proposal, decided)).toEqual(['product_type'])
    expect(hindranceOf(proposal, decided)).toBe('missing')
    expect(hindranceOf(proposal, decide({ mode: 'insert', defaults: { product_type: 'SERVICE' } }, proposal))).toBe(
      null,
    )
    expect(hindranceOf(proposal, decide({ mode: 'upsert' }, proposal))).toBe(null)
  })

  it('is that no row could be found, or that nothing is brought in at all', () => {
    expect(hindranceOf(proposal, decide({ mapping: { Lager: 'notes' } }, proposal))).toBe('noKey')
    expect(hindranceOf(proposal, decide({ mapping: {} }, proposal))).toBe('nothing')
  })
})

it('means no column twice: who takes it has it', () => {
  expect(remap({ Artikel: 'sku', Lager: 'notes' }, 'Lager', 'sku')).toEqual({ Lager: 'sku' })
  expect(remap({ Artikel: 'sku', Lager: 'notes' }, 'Lager', null)).toEqual({ Artikel: 'sku' })
})

it('goes into a job and comes back from it', () => {
  const draft = { delimiter: ';', header_row: 2, defaults: { product_type: 'SERVICE' } }
  const parameters = parametersOf(draft, proposal)
  expect(parameters).toEqual({
    delimiter: ';',
    header_row: 2,
    mode: 'update',
    mapping: { Artikel: 'sku', Bezeichnung: 'name' },
    match: ['sku'],
    defaults: { product_type: 'SERVICE' },
    transforms: { sku: ['upper'] },
    date_order: 'dmy',
    sha256: proposal.sha256,
    dry_run: true,
  })
  const { dry_run: _dryRun, sha256: _digest, ...kept } = parameters
  expect(draftFrom(parameters)).toEqual(kept)
  expect(draftFrom({ mode: 'whatever' })).toEqual({})
  expect(draftFrom({ delimiter: ';' })).toEqual({ delimiter: ';' })
})

it('names the sheet where there are several, so that a mended row is that of one', () => {
  const workbook = { ...proposal, sheets: ['Stock', 'Old'], sheet: 'Stock' }
  expect(parametersOf({}, workbook)).toMatchObject({ sheet: 'Stock' })
  expect(parametersOf({ sheet: 'Old' }, workbook)).toMatchObject({ sheet: 'Old' })
  expect(parametersOf({}, { ...proposal, sheets: ['Stock'], sheet: 'Stock' })).not.toHaveProperty('sheet')
})

import { describe, expect, it } from 'vitest'
import { Product } from '../catalog/product.ts'
import { importableColumns } from './importable-columns.ts'
import { proposeHeader } from './propose-header.ts'
import { recallMapping } from './recall-mapping.ts'

const supplier = {
  header: ['Artikel', 'Titel', 'Notiz'],
  mapping: { Artikel: 'sku', Titel: 'name' },
  settings: { mode: 'insert', decimal: ',' },
} as const
const other = {
  header: ['Titel', 'Code', 'Art'],
  mapping: { Titel: 'description', Code: 'sku' },
  settings: {},
} as const

describe('what was said of a header', () => {
  it('holds for the same names in any order, what was left out too', () => {
    const { columns, settings } = recallMapping(['Notiz', 'Titel', 'Artikel'], [other, supplier])
    expect(Object.fromEntries(columns)).toEqual({ Notiz: null, Titel: 'name', Artikel: 'sku' })
    expect(settings).toEqual({ mode: 'insert', decimal: ',' })
  })

  it('holds for what a header shares with the likest one, and says nothing of the rest', () => {
    const { columns, settings } = recallMapping(['Artikel', 'Titel', 'Notiz', 'Neu'], [other, supplier])
    expect(Object.fromEntries(columns)).toEqual({ Artikel: 'sku', Titel: 'name' })
    expect(settings).toEqual(supplier.settings)
  })

  it('of two that share as much the latest, which comes first, is meant', () => {
    const { columns } = recallMapping(['Titel', 'Preis'], [other, supplier])
    expect(Object.fromEntries(columns)).toEqual({ Titel: 'description' })
  })

  it('says nothing of a file that shares less than half', () => {
    const large = { ...supplier, mapping: { Artikel: 'sku', Titel: 'name', Einheit: 'base_uom' } }
    expect(recallMapping(['Titel', 'Preis'], [large])).toEqual({ columns: new Map(), settings: null })
    expect(recallMapping(['Titel'], [])).toEqual({ columns: new Map(), settings: null })
  })

  it('knows no column by the names of an object itself', () => {
    const { columns } = recallMapping(['constructor'], [{ header: ['constructor'], mapping: {}, settings: {} }])
    expect(columns.get('constructor')).toBeNull()
  })
})

describe('what is proposed for a header', () => {
  const columns = importableColumns(Product)
  const names = ['SKU', 'Titel', 'name', 'zzz']
  const rows = [
    ['A', 'Hammer', null, true],
    ['A', 'Saw', '', 5],
    ['B', 'x'.repeat(500), 'n', null],
    ['C', 'Axe', 'n', null],
    ['D', 'Awl', 'n', null],
  ]

  it('is what was said, then what is guessed of what is left; no column twice', () => {
    const remembered = new Map([
      ['Titel', 'name'],
      ['zzz', null],
    ])
    expect(proposeHeader({ names, rows, columns, remembered })).toMatchObject([
      { name: 'SKU', column: 'sku', from: 'guessed' },
      { name: 'Titel', column: 'name', from: 'remembered' },
      { name: 'name', column: null, from: null },
      { name: 'zzz', column: null, from: 'remembered' },
    ])
  })

  it('leaves a column alone that is gone or not open by now', () => {
    const remembered = new Map([['SKU', 'custom_fields.gone']])
    const [sku] = proposeHeader({ names, rows, columns: columns.filter(({ name }) => name !== 'sku'), remembered })
    expect(sku).toMatchObject({ name: 'SKU', column: null, from: null })
  })

  it('has up to three different values for examples, cut where they are long', () => {
    const found = proposeHeader({ names, rows, columns, remembered: new Map() })
    expect(found.map(({ examples }) => examples)).toEqual([
      ['A', 'B', 'C'],
      ['Hammer', 'Saw', 'x'.repeat(200)],
      ['n'],
      ['true', '5'],
    ])
  })
})

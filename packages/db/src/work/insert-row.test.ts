import { Product } from '@groundwork/domain'
import { describe, expect, it } from 'vitest'
import { rememberDefined } from '../custom-field/heard-definitions.ts'
import { asSystem } from './contract.ts'
import { type InsertSession, insertRow } from './insert-row.ts'

const organization = '00000000-0000-7000-8000-000000000001'
const row = { organization, sku: 'A-1', name: 'Anvil', productType: 'PHYSICAL_GOOD' }

/** What is asked of a database that finds and makes nothing. */
async function askedFor(): Promise<string[]> {
  const asked: string[] = []
  const session: InsertSession = {
    actor: asSystem('a test').actor,
    run: async ({ text }) => {
      asked.push(text)
      return []
    },
    byKey: async () => undefined,
    reach: async () => undefined,
    holdTree: async () => undefined,
  }
  await expect(insertRow(session, Product, row, 'add')).rejects.toMatchObject({ code: 'forbidden' })
  return asked
    .filter((text) => /insert into product|for share$/.test(text))
    .map((text) => {
      if (!text.includes('insert into')) return 'definitions'
      return text.includes('where not exists (select from custom_field_definition') ? 'insert unless defined' : 'insert'
    })
}

describe('a new row', () => {
  it('is inserted without asking for custom fields before, and held against them where that inserts nothing', async () => {
    expect(await askedFor()).toEqual(['insert unless defined', 'definitions', 'insert'])
  })

  it('is held against them first where there were some, for as long as there are', async () => {
    rememberDefined(Product, organization, true)
    expect(await askedFor()).toEqual(['definitions', 'insert'])
    expect(await askedFor(), 'the last look found none').toEqual(['insert unless defined', 'definitions', 'insert'])
  })
})

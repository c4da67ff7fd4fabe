import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createImportWorld, type ImportWorld } from './import-world.ts'

let world: ImportWorld
beforeAll(async () => {
  world = await createImportWorld()
})
afterAll(() => world.close())

const wide = Array.from({ length: 100_000 }, (_, index) => `c${index}`).join(',')

describe('a file that is a trap', () => {
  it.each([
    ['too_many_columns', `${wide}\n${wide}\n`],
    ['row_too_long', `sku,name,product_type\nA,${'x'.repeat(2_000_000)},SERVICE\n`],
    ['row_too_long', ','.repeat(2_000_000)],
    ['empty_spreadsheet', '\n , \n'],
  ])('is refused as %s, with nothing landed and nothing to go on with', async (reason, csv) => {
    const us = await world.asker()
    const job = await world.bringIn(us, csv)
    expect(job).toMatchObject({ status: 'FAILED', created: 0, resultLog: { problem: { reason } } })
    expect(await world.products(us.organization)).toEqual([])
  })

  it('with a quotation that is never closed is refused with the row where it begins', async () => {
    const us = await world.asker()
    const job = await world.bringIn(us, 'sku,name,product_type\nA,Hammer,SERVICE\nB,"Saw,SERVICE\n')
    expect(job).toMatchObject({
      status: 'FAILED',
      resultLog: { problem: { reason: 'unclosed_quote', message: expect.stringContaining('Row 3') } },
    })
  })

  it('cannot reach what all objects have in common by the names of its columns', async () => {
    const us = await world.asker()
    const head = 'sku,name,product_type,__proto__,constructor,toString'
    const job = await world.bringIn(us, `${head}\nA,Hammer,SERVICE,isSuperuser,x,y\n`, { mode: 'insert' })
    expect(job).toMatchObject({ status: 'COMPLETED', created: 1, failed: 0 })
    expect(job.resultLog.unmapped).toEqual(['__proto__', 'constructor', 'toString'])
    expect(Object.keys({})).toEqual([])
    expect('isSuperuser' in {}).toBe(false)
  })

  it('has its formulas kept as the words that they are', async () => {
    const us = await world.asker()
    const formula = '=HYPERLINK("http://x.test";"y")'
    await world.bringIn(us, `sku;name;product_type\nA;"${formula.replaceAll('"', '""')}";SERVICE\n`)
    expect(await world.products(us.organization)).toMatchObject([{ sku: 'A', name: formula }])
  })
})

it('a table that somebody else has published goes through, each row with the cells it has', async () => {
  const { resolve } = createRequire(new URL('../../spreadsheet/package.json', import.meta.url))
  const csv = readFileSync(join(dirname(resolve('vega-datasets')), '../data/airports.csv'), 'utf8')
  const lines = csv.trim().split('\n').slice(1)
  const us = await world.asker()
  const plan = {
    mode: 'upsert',
    match: ['sku'],
    mapping: { iata: 'sku', name: 'name', city: 'description' },
    defaults: { product_type: 'SERVICE' },
  }
  const job = await world.bringIn(us, csv, plan)
  expect(job).toMatchObject({ status: 'COMPLETED', total: lines.length, created: lines.length, failed: 0 })
  const kept = new Map((await world.products(us.organization)).map(({ sku, name }) => [sku, name]))
  for (const line of lines.filter((text) => !text.includes('"'))) {
    const [iata, name] = line.split(',')
    expect(kept.get(iata)).toBe(name?.trim())
  }
  expect(await world.bringIn(us, csv, plan)).toMatchObject({ unchanged: lines.length, created: 0, updated: 0 })
})

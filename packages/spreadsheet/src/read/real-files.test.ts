import { readdirSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readAll, sourceOf } from '../../test/spreadsheet-source.ts'

const { resolve } = createRequire(import.meta.url)
const spectrum = dirname(resolve('csv-spectrum'))
const datasets = join(dirname(resolve('vega-datasets')), '../data')

describe('the files of csv-spectrum', () => {
  const names = readdirSync(join(spectrum, 'csvs'))
    .map((name) => name.replace('.csv', ''))
    // What it should read as is not what stands in it: the telephone number is another.
    .filter((name) => name !== 'location_coordinates')
  it.each(names)('%s reads as it should', async (name) => {
    const expected: unknown = JSON.parse(readFileSync(join(spectrum, 'json', `${name}.json`), 'utf8'))
    const { header, cells } = await readAll(readFileSync(join(spectrum, 'csvs', `${name}.csv`)), { headerRow: 1 })
    const objects = cells.map((row) => Object.fromEntries(header.map((column, index) => [column, row[index]])))
    expect(objects).toEqual(expected)
  })
})

describe('tables that people have made', () => {
  const isSmall = (name: string) => statSync(join(datasets, name)).size < 200_000
  const names = readdirSync(datasets).filter((name) => /\.(csv|tsv)$/.test(name) && isSmall(name))
  it.each(names)('%s: each row has its cells', async (name) => {
    const bytes = readFileSync(join(datasets, name))
    const { header, headerRow, rows, delimiter } = await readAll(sourceOf(bytes, name))
    expect(delimiter).toBe(name.endsWith('.tsv') ? '\t' : ',')
    expect(headerRow).toBe(1)
    const [names = ''] = bytes.toString('utf8').replace('\ufeff', '').split(/\r?\n/, 1)
    expect(header).toEqual(names.replaceAll('"', '').split(delimiter ?? ','))
    expect(rows.length).toBeGreaterThan(5)
    expect(rows.every(({ isTooWide }) => !isTooWide)).toBe(true)
    expect(rows.at(-1)?.number).toBe(rows.length + 1)
  })
})

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { countryCodes, isTimeZone, type Resource, resources } from '@groundwork/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readReferenceFile } from '../src/prepare/load-reference-set.ts'
import { referenceSets } from '../src/prepare/reference-sets.ts'
import { cldrFactor, isSame, ratioOf, times } from './support/cldr-units.ts'
import { createTestDatabase, type TestDatabase } from './support/index.ts'
import { isoCountries, isoCurrencies, isoLanguages, isoSubdivisions } from './support/iso-codes.ts'

/**
 * What `npm start` loads, held against sources that it was not made from: Debian's iso-codes and tzdata, and CLDR. Where they
 * differ stands here with the reason; a difference that is not listed fails, and so does one that is gone.
 */
const require = createRequire(import.meta.url)
let test: TestDatabase

beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test.close())

const rowsOf = <Row extends object>(table: string) => test.sql<Row>(`select * from ${table}`)
const sorted = (values: Iterable<string>) => [...values].sort()
const without = (values: Iterable<string>, others: ReadonlySet<string>) => sorted(values).filter((v) => !others.has(v))

describe('every row', () => {
  it.each(referenceSets)('of $file is one that its definition accepts, and is loaded', async ({ file, resource }) => {
    const { columns, rows, source } = await readReferenceFile(file)
    expect(source).toMatch(/\w/)
    for (const row of rows) {
      const given = columns.flatMap((field, at) => (row[at] === undefined ? [] : [[field, row[at]]]))
      const country = resource === resources.subdivision ? { country: String(row[0]).slice(0, 2) } : {}
      const { error } = (resource as Resource).create.safeParse({ ...Object.fromEntries(given), ...country })
      expect(error, String(row)).toBeUndefined()
    }
    const [{ count } = { count: 0 }] = await test.sql<{ count: number }>(
      `select count(*)::int as count from ${resource.table} where version = 1 and created_by_id is null`,
    )
    expect(count).toBe(rows.length)
  })
})

describe('countries', () => {
  interface Row {
    code: string
    alpha_3: string
    numeric_code: string
    name: string
  }

  it('are those of ISO 3166-1, with their codes', async () => {
    const rows = await rowsOf<Row>('country')
    const codes = (list: readonly string[][]) => list.map((entry) => entry.join(' ')).sort()
    expect(codes(rows.map(({ code, alpha_3, numeric_code }) => [code, alpha_3, numeric_code]))).toEqual(
      codes(isoCountries().map(({ alpha_2, alpha_3, numeric }) => [alpha_2, alpha_3, numeric])),
    )
    expect(sorted(countryCodes)).toEqual(sorted(rows.map(({ code }) => code)))
  })

  it('have a name that the standard, its common form or CLDR has too', async () => {
    const cldr = new Intl.DisplayNames('en', { type: 'region' })
    const known = new Map(
      isoCountries().map(({ alpha_2, name, common_name }) => [alpha_2, [name, common_name, cldr.of(alpha_2)]]),
    )
    const others = (await rowsOf<Row>('country')).filter(({ code, name }) => !known.get(code)?.includes(name))
    expect(Object.fromEntries(others.map(({ code, name }) => [code, name]))).toEqual({
      CD: 'Democratic Republic of the Congo', // The two would otherwise differ by a capital.
      CG: 'Republic of the Congo',
      PS: 'State of Palestine', // `Palestine, State of` there, which no list sorts where people look.
    })
  })
})

describe('subdivisions', () => {
  interface Row {
    code: string
    country_id: string
    name: string
    category: string
    parent_id: string | null
  }

  /** Debian's list is of 2023. What the standard has changed since, or it had not followed yet. */
  const sinceThen = {
    added: {
      'DZ-': 'ten provinces of 2019, in the standard since 2022',
      'ET-': 'the regional states Sidama and South West',
      'FR-': 'Lyon, Alsace and Paris with codes of their own',
      'GB-': 'the two halves of Northamptonshire',
      'GT-': 'numbers in place of letters',
      'ID-': 'four new provinces of Papua',
      'IN-': 'new letters of four states',
      'IQ-': 'the region Kurdistan',
      'IS-': 'municipalities that have merged',
      'KP-': 'Kaesong',
      'KZ-': 'numbers in place of letters, and three new regions',
      'LV-': 'the reform of 2021',
      'ME-': 'Zeta',
      'PA-': 'Naso Tjër Di',
      'PH-': 'Maguindanao in two halves',
    },
    removed: {
      'FR-': 'overseas regions by letters, Paris by 75',
      'GB-': 'Northamptonshire',
      'GT-': 'letters',
      'IN-': 'old letters of four states',
      'IS-': 'municipalities that have merged',
      'KZ-': 'letters',
      'LV-': 'the reform of 2021',
      'NP-': 'the zones and regions that Nepal gave up in 2015',
      'PH-': 'Maguindanao whole',
    },
  }
  const countriesOf = (codes: readonly string[]) => [...new Set(codes.map((code) => code.slice(0, 3)))].sort()

  it('are those of ISO 3166-2', async () => {
    const ours = new Set((await rowsOf<Row>('subdivision')).map(({ code }) => code))
    const theirs = new Set(isoSubdivisions().map(({ code }) => code))
    const [added, removed] = [without(ours, theirs), without(theirs, ours)]
    expect(ours.size).toBe(5046)
    expect([added.length, removed.length]).toEqual([79, 160])
    expect(countriesOf(added)).toEqual(Object.keys(sinceThen.added))
    expect(countriesOf(removed)).toEqual(Object.keys(sinceThen.removed))
  })

  it('belong to the country whose code they begin with, and have a name', async () => {
    const rows = await rowsOf<Row>('subdivision')
    expect(rows.filter(({ code, country_id, name }) => !code.startsWith(`${country_id}-`) || !name)).toEqual([])
  })

  it('are parts of what the standard says', async () => {
    const theirs = new Map(isoSubdivisions().map(({ code, parent }) => [code, parent ?? null]))
    const others = (await rowsOf<Row>('subdivision')).filter(
      ({ code, parent_id }) => theirs.has(code) && theirs.get(code) !== parent_id,
    )
    const inLithuania = others.filter(({ country_id }) => country_id === 'LT')
    expect(inLithuania).toHaveLength(60) // Its municipalities are parts of its counties, which Debian's list leaves out.
    expect(sorted(others.filter(({ country_id }) => country_id !== 'LT').map(({ code }) => code))).toEqual([
      ...['FR-971', 'FR-972', 'FR-973', 'FR-974', 'FR-976'], // The regions above them are gone: they are both at once.
      ...['IQ-AR', 'IQ-DA', 'IQ-SU'], // Kurdistan, above them, is new.
    ])
  })

  it('are called by the standard what we call them, where we do', async () => {
    const theirs = new Map(isoSubdivisions().map(({ code, type }) => [code, type.toLowerCase()]))
    const named = (await rowsOf<Row>('subdivision')).filter(({ category }) => category)
    const others = named.filter(({ code, category }) => theirs.has(code) && theirs.get(code) !== category.toLowerCase())
    expect(named.length).toBeGreaterThan(4500)
    expect(sorted(others.map(({ code }) => code))).toEqual([
      ...['KI-G', 'KI-L', 'KI-P'], // `Group of islands`, where Debian's list counts the islands.
      ...['MH-L', 'MH-T'], // `Chain`, which is one of islands.
    ])
  })
})

describe('currencies', () => {
  interface Row {
    code: string
    name: string
    symbol: string
    numeric_code: string
    decimal_places: number
    is_active: boolean
  }

  it('are those of ISO 4217 today, with their numbers and names', async () => {
    const rows = await rowsOf<Row>('currency')
    const ours = new Set(rows.map(({ code }) => code))
    const theirs = new Map(isoCurrencies().map(({ alpha_3, ...currency }) => [alpha_3, currency]))
    expect(rows).toHaveLength(178)
    expect(without(ours, new Set(theirs.keys()))).toEqual([
      'XAD', // Arab accounting dinar, 2025.
      'XCG', // Caribbean guilder, 2025.
      'ZWG', // Zimbabwe gold, 2024.
    ])
    expect(without(theirs.keys(), ours)).toEqual([
      'ANG', // Netherlands Antillean guilder, replaced by XCG.
      'BGN', // Lev: Bulgaria has the euro since 2026.
      'CUC', // Convertible peso, given up in 2021.
      'HRK', // Kuna: Croatia has the euro since 2023.
      'SLL', // Old leone, replaced by SLE.
      'ZWL', // Zimbabwe dollar, replaced by ZWG.
    ])
    const others = rows.filter(({ code, name, numeric_code }) => {
      const same = theirs.get(code)
      return same && (same.name.trim() !== name || same.numeric !== numeric_code)
    })
    expect(others.map(({ code, name }) => [code, name])).toEqual([['VED', 'Bolívar Digital']]) // Named like VES there.
  })

  it('are all that anybody pays with today, says CLDR', async () => {
    const { supplemental } = require('cldr-core/supplemental/currencyData.json') as {
      supplemental: {
        currencyData: { region: Record<string, Record<string, { _from?: string; _to?: string; _tender?: string }>[]> }
      }
    }
    const uses = Object.values(supplemental.currencyData.region)
      .flat()
      .flatMap((use) => Object.entries(use))
    const tender = uses.filter(
      ([, { _from, _to, _tender }]) => _from && (!_to || _to > '2026-11-21') && _tender !== 'false',
    )
    const active = new Set((await rowsOf<Row>('currency')).filter((row) => row.is_active).map(({ code }) => code))
    expect(without(new Set(tender.map(([code]) => code)), active)).toEqual([])
    expect(new Set(tender.map(([code]) => code)).size).toBe(153)
  })

  it('are active, but for the two codes that are no money', async () => {
    const rows = await rowsOf<Row>('currency')
    expect(sorted(rows.filter((row) => !row.is_active).map(({ code }) => code))).toEqual(['XTS', 'XXX'])
  })

  it('have the decimals of the standard', async () => {
    const cldr = (currency: string) =>
      new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits
    const others = (await rowsOf<Row>('currency')).filter(({ code, decimal_places }) => decimal_places !== cldr(code))
    const byDecimals = (decimals: number) =>
      sorted(others.filter((row) => row.decimal_places === decimals).map(({ code }) => code)).join(' ')
    // CLDR gives the digits that people use; the standard's are those of the law, and banks keep them.
    expect(byDecimals(2)).toBe('AFN ALL COP HUF IDR IRR KPW LAK LBP MGA MMK PKR SOS SYP YER')
    expect(byDecimals(3)).toBe('IQD')
    // Without a minor unit in the standard; CLDR has no zero for what it does not know.
    expect(byDecimals(0)).toBe('XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX')
    expect(others).toHaveLength(29)
  })

  it('have the signs of the seed', async () => {
    const symbols = new Map((await rowsOf<Row>('currency')).map(({ code, symbol }) => [code, symbol]))
    const seed = { USD: '$', EUR: '€', JPY: '¥', GBP: '£', CAD: '$', AUD: '$' }
    for (const [code, symbol] of Object.entries(seed)) expect(symbols.get(code), code).toBe(symbol)
  })
})

describe('languages', () => {
  interface Row {
    code: string
    name: string
    native_name: string
  }

  it('are those of ISO 639-1', async () => {
    const rows = await rowsOf<Row>('language')
    const theirs = new Map(isoLanguages().map(({ alpha_2, ...language }) => [alpha_2, language]))
    const ours = new Set(rows.map(({ code }) => code))
    expect(without(ours, new Set(theirs.keys()))).toEqual([])
    expect(without(theirs.keys(), ours)).toEqual(['bh']) // Bihari is a group of languages: withdrawn in 2021.
    const cldr = new Intl.DisplayNames('en', { type: 'language' })
    const others = rows.filter(({ code, name }) => {
      const { name: long = '', common_name } = theirs.get(code) ?? {}
      return ![...long.split(/; |, /), common_name, cldr.of(code)].includes(name)
    })
    expect(others.map(({ name }) => name).sort()).toEqual([
      'Abkhaz', // Abkhazian.
      'Guaraní', // Guarani.
      'Kirundi', // Rundi.
      'Northern Ndebele', // North Ndebele.
      'Ojibwe', // Ojibwa.
      'Pāli', // Pali.
      'Southern Ndebele', // South Ndebele.
      'Tonga', // Tongan, of the islands.
    ])
  })

  it('say their own name in a script of their own', async () => {
    const rows = await rowsOf<Row>('language')
    const nativeOf = new Map(rows.map(({ code, native_name }) => [code, native_name]))
    for (const code of ['de', 'el', 'ru', 'ar', 'he', 'hi', 'ja', 'ko', 'zh', 'th', 'fr', 'es', 'uz', 'sd']) {
      const cldr = new Intl.DisplayNames(code, { type: 'language' }).of(code) ?? ''
      expect(nativeOf.get(code)?.toLowerCase().slice(0, 2), code).toBe(
        cldr.toLowerCase().slice(0, 2).replace('o‘', 'oʻ'),
      )
    }
    expect(rows.filter((row) => !row.native_name)).toEqual([])
  })
})

describe('time zones', () => {
  it('are the places of the IANA database, and universal time', async () => {
    const lines = readFileSync('/usr/share/zoneinfo/zone.tab', 'utf8').split('\n')
    const places = lines.flatMap((line) => (line && !line.startsWith('#') ? (line.split('\t')[2] ?? []) : []))
    const names = (await rowsOf<{ name: string }>('time_zone')).map(({ name }) => name)
    expect(sorted(names)).toEqual(sorted([...places, 'UTC']))
    expect(names.filter((name) => isTimeZone(name) !== true)).toEqual([])
  })
})

describe('units of measure', () => {
  /** What CLDR calls them. */
  const inCldr: Readonly<Record<string, string>> = {
    EA: 'item',
    ...{
      KG: 'kilogram',
      G: 'gram',
      MG: 'milligram',
      UG: 'microgram',
      T: 'tonne',
      LB: 'pound',
      OZ: 'ounce',
      ST: 'stone',
    },
    ...{ GR: 'grain', CT: 'carat', TON_US: 'ton' },
    ...{ M: 'meter', KM: 'kilometer', DM: 'decimeter', CM: 'centimeter', MM: 'millimeter', UM: 'micrometer' },
    ...{ NM: 'nanometer', IN: 'inch', FT: 'foot', YD: 'yard', MI: 'mile', NMI: 'nautical-mile' },
    ...{
      M2: 'square-meter',
      KM2: 'square-kilometer',
      CM2: 'square-centimeter',
      MM2: 'square-millimeter',
      HA: 'hectare',
    },
    ...{ IN2: 'square-inch', FT2: 'square-foot', YD2: 'square-yard', AC: 'acre', MI2: 'square-mile' },
    ...{ L: 'liter', ML: 'milliliter', CL: 'centiliter', DL: 'deciliter', HL: 'hectoliter', M3: 'cubic-meter' },
    ...{ CM3: 'cubic-centimeter', GAL: 'gallon', QT: 'quart', PT: 'pint', CUP: 'cup', FLOZ: 'fluid-ounce' },
    ...{ TBSP: 'tablespoon', TSP: 'teaspoon', GAL_UK: 'gallon-imperial', PT_UK: 'pint-imperial', BBL: 'barrel' },
    ...{ FLOZ_UK: 'fluid-ounce-imperial', IN3: 'cubic-inch', FT3: 'cubic-foot', YD3: 'cubic-yard' },
    ...{ SEC: 'second', MSEC: 'millisecond', MIN: 'minute', H: 'hour', DAY: 'day', WEEK: 'week' },
    ...{ B: 'byte', BIT: 'bit', KB: 'kilobyte', MB: 'megabyte', GB: 'gigabyte', TB: 'terabyte', PB: 'petabyte' },
    ...{ KIB: 'kibibyte', MIB: 'mebibyte', GIB: 'gibibyte', TIB: 'tebibyte', MBIT: 'megabit', GBIT: 'gigabit' },
  }
  /** By the definition of the unit, since CLDR has none to compare with. */
  const byDefinition = {
    ARE: '100', // A square of ten meters.
    ...{ DOZ: '12', GROSS: '144', PAIR: '2', THOU: '1000' },
    OZT: '0.0311034768', // 480 grains; CLDR rounds it to 0.03110348.
    TON_UK: '1016.0469088', // 2240 pounds.
  }
  /** Each time another one: how many are in the box is the product's matter, and how long the month is the calendar's. */
  const withoutFactor = ['BOX', 'MONTH', 'PACK', 'PALLET', 'SET', 'YEAR']

  const read = () =>
    test.sql<{ code: string; uom_type: string; factor: string | null }>(
      'select code, uom_type, trim_scale(factor)::text as factor from unit_of_measure order by code',
    )

  it('have the seed among them', async () => {
    const codes = (await read()).map(({ code }) => code)
    expect(codes).toEqual(expect.arrayContaining('EA BOX KG G LB OZ M CM MM FT IN L ML GAL'.split(' ')))
  })

  it('have exactly the factor that CLDR gives', async () => {
    const rows = await read()
    const factors = new Map(rows.map(({ code, factor }) => [code, factor]))
    const baseOf = new Map(rows.filter(({ factor }) => factor === '1').map(({ code, uom_type }) => [uom_type, code]))
    for (const { code, uom_type, factor } of rows.filter((row) => row.code in inCldr)) {
      const base = cldrFactor(inCldr[baseOf.get(uom_type) ?? ''] ?? '')
      expect(isSame(times(ratioOf(factor ?? '0'), base), cldrFactor(inCldr[code] ?? '')), code).toBe(true)
    }
    for (const [code, factor] of Object.entries(byDefinition)) expect(factors.get(code), code).toBe(factor)
    expect(sorted(rows.flatMap(({ code, factor }) => (factor === null ? code : [])))).toEqual(withoutFactor)
    const checked = [...Object.keys(inCldr), ...Object.keys(byDefinition), ...withoutFactor]
    expect(sorted(checked)).toEqual(sorted(factors.keys()))
  })
})

describe('statuses', () => {
  it('are those of the seed with their colours, and two more', async () => {
    const rows = await test.sql<{ slug: string; color: string }>('select slug, color from status order by slug')
    expect(Object.fromEntries(rows.map(({ slug, color }) => [slug, color]))).toEqual({
      active: '#4CAF50',
      approved: '#4CAF50',
      archived: '#9E9E9E',
      cancelled: '#795548',
      completed: '#00BCD4',
      discontinued: '#795548',
      draft: '#AAAAAA',
      inactive: '#FF9800',
      pending: '#2196F3',
      pending_approval: '#2196F3',
      pending_review: '#2196F3',
      rejected: '#F44336',
    })
  })
})

describe('tax jurisdictions', () => {
  interface Row {
    code: string
    jurisdiction_type: string
    parent_id: string | null
    path: string
    depth: number
  }
  const below = async (parent: string) =>
    sorted((await rowsOf<Row>('tax_jurisdiction')).flatMap((row) => (row.parent_id === parent ? row.code : [])))

  it('are every country, below the European Union where it is a member', async () => {
    const { supplemental } = require('cldr-core/supplemental/territoryContainment.json') as {
      supplemental: { territoryContainment: { EU: { _contains: string[] } } }
    }
    const rows = await rowsOf<Row>('tax_jurisdiction')
    const countries = rows.filter((row) => row.jurisdiction_type === 'COUNTRY').map(({ code }) => code)
    expect(sorted(countries)).toEqual(sorted(isoCountries().map(({ alpha_2 }) => alpha_2)))
    expect(await below('EU')).toEqual(sorted(supplemental.territoryContainment.EU._contains))
  })

  it('are the states of America and the provinces of Canada', async () => {
    const parts = (country: string, types: readonly string[]) =>
      sorted(
        isoSubdivisions().flatMap(({ code, type }) =>
          code.startsWith(`${country}-`) && types.includes(type) ? code : [],
        ),
      )
    expect(await below('US')).toEqual(parts('US', ['State', 'District']))
    expect(await below('US')).toHaveLength(51)
    expect(await below('CA')).toEqual(parts('CA', ['Province', 'Territory']))
    expect(await below('CA')).toHaveLength(13)
  })

  it('hang where their paths say', async () => {
    const rows = await rowsOf<Row>('tax_jurisdiction')
    const placeOf = new Map(rows.map(({ code, path, depth }) => [code, { path, depth }]))
    expect(placeOf.get('AT')).toEqual({ path: '/EU/AT/', depth: 1 })
    expect(placeOf.get('US-CA')).toEqual({ path: '/US/US-CA/', depth: 1 })
    for (const { code, parent_id, path } of rows)
      expect(path).toBe(`${placeOf.get(parent_id ?? '')?.path ?? '/'}${code}/`)
    expect(rows).toHaveLength(314)
  })
})

describe('tax categories', () => {
  it('have what every tax law tells apart', async () => {
    const codes = (await rowsOf<{ code: string }>(resources.taxCategory.table)).map(({ code }) => code)
    expect(codes).toEqual(expect.arrayContaining(['STANDARD', 'REDUCED', 'EXEMPT', 'ZERO']))
  })
})

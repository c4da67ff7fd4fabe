import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Exact } from '../resource/exact.ts'
import type { LeviableRate } from './applicable-rates.ts'
import { type TaxTerms, taxFor } from './tax-for.ts'
import { type TaxAnswer, taxQuestion } from './tax-question.ts'

const levied = (jurisdiction: string, rate: string, more: Partial<LeviableRate> = {}): LeviableRate => ({
  id: `${jurisdiction} ${more.name ?? rate}`,
  name: rate,
  organization: null,
  jurisdiction,
  taxCategory: null,
  rate,
  taxType: 'VAT',
  isCompound: false,
  priority: 0,
  validFrom: null,
  validTo: null,
  isActive: true,
  ...more,
})

const terms = (path: string, rates: readonly LeviableRate[], more: Partial<TaxTerms> = {}): TaxTerms => ({
  path: path.split(' '),
  date: '2026-11-21',
  rates,
  decimals: 2,
  pricesIncludeTax: false,
  rounding: 'line',
  ...more,
})

/** `[net, tax, gross]` of the whole, and what each rate takes of each line. */
const totals = ({ net, tax, gross }: TaxAnswer) => [net, tax, gross]
const taxes = ({ lines }: TaxAnswer) => lines.map(({ rates }) => rates.map(({ name, tax }) => `${name}: ${tax}`))

const austria = [
  levied('AT', '0.2', { taxCategory: 'STANDARD' }),
  levied('AT', '0.1', { taxCategory: 'REDUCED' }),
  levied('AT', '0', { taxCategory: 'ZERO' }),
]
const gst = levied('CA', '0.05', { name: 'GST', taxType: 'GST' })

describe('taxFor, by examples', () => {
  it('Austria: 20 % on a book case, 10 % on the books, nothing on what is exempt', () => {
    const lines = [
      { amount: '249.90', taxCategory: 'STANDARD' },
      { amount: '18.45', quantity: '7', taxCategory: 'REDUCED' },
      { amount: '30', taxCategory: 'EXEMPT' },
    ]
    const answer = taxFor(lines, terms('EU AT', austria))
    expect(answer.lines.map(({ net, tax, gross }) => [net, tax, gross])).toEqual([
      ['249.90', '49.98', '299.88'],
      ['129.15', '12.92', '142.07'], // 12.915: half goes up.
      ['30.00', '0.00', '30.00'],
    ])
    expect(totals(answer)).toEqual(['409.05', '62.90', '471.95'])
  })

  it('Austria: what a customer pays, with the tax in it', () => {
    const lines = [
      { amount: '299.88', taxCategory: 'STANDARD' },
      { amount: '10', taxCategory: 'REDUCED' },
    ]
    const answer = taxFor(lines, terms('EU AT', austria, { pricesIncludeTax: true }))
    expect(answer.lines.map(({ net, tax, gross }) => [net, tax, gross])).toEqual([
      ['249.90', '49.98', '299.88'],
      ['9.09', '0.91', '10.00'],
    ])
  })

  it('tells a rate of nothing, which the law does not call exempt', () => {
    const answer = taxFor([{ amount: '5', taxCategory: 'ZERO' }], terms('EU AT', austria))
    expect(taxes(answer)).toEqual([['0: 0.00']])
  })

  it('Quebec: federal GST and provincial QST, each on the price', () => {
    const qst = levied('CA-QC', '0.09975', { name: 'QST', taxType: 'SALES', priority: 1 })
    const answer = taxFor([{ amount: '100' }], terms('CA CA-QC', [qst, gst]))
    expect(taxes(answer)).toEqual([['GST: 5.00', 'QST: 9.98']])
    expect(totals(answer)).toEqual(['100.00', '14.98', '114.98'])
  })

  it('Quebec before 2013: QST on the price with the GST in it', () => {
    const until2012 = { name: 'QST', taxType: 'SALES', priority: 1, isCompound: true, validTo: '2012-12-31' }
    const rates = [levied('CA-QC', '0.095', until2012), gst]
    const at = (date: string) => taxes(taxFor([{ amount: '100' }], terms('CA CA-QC', rates, { date })))
    expect(at('2012-12-31')).toEqual([['GST: 5.00', 'QST: 9.98']]) // 9.5 % of 105.
    expect(at('2013-01-01')).toEqual([['GST: 5.00']])
  })

  it('Quebec before 2013, the price given with both taxes in it', () => {
    const rates = [gst, levied('CA-QC', '0.095', { name: 'QST', taxType: 'SALES', priority: 1, isCompound: true })]
    const answer = taxFor([{ amount: '114.98' }], terms('CA CA-QC', rates, { pricesIncludeTax: true }))
    expect([totals(answer), taxes(answer)]).toEqual([['100.00', '14.98', '114.98'], [['GST: 5.00', 'QST: 9.98']]])
  })

  it('New York: what state, city and transit district levy in the city adds up there', () => {
    const rates = [
      levied('US-NY', '0.04', { name: 'State', taxType: 'SALES' }),
      levied('US-NY-NYC', '0.04', { name: 'State', taxType: 'SALES' }),
      levied('US-NY-NYC', '0.045', { name: 'City', taxType: 'SALES', priority: 1 }),
      levied('US-NY-NYC', '0.00375', { name: 'District', taxType: 'SALES', priority: 2 }),
    ]
    const bought = (path: string) => taxes(taxFor([{ amount: '200' }], terms(path, rates)))
    expect(bought('US US-NY US-NY-NYC')).toEqual([['State: 8.00', 'City: 9.00', 'District: 0.75']])
    expect(bought('US US-NY')).toEqual([['State: 8.00']])
    expect(bought('US')).toEqual([[]])
  })

  it('Japan: a yen has no parts', () => {
    const answer = taxFor([{ amount: '999' }], terms('JP', [levied('JP', '0.08')], { decimals: 0 }))
    expect(totals(answer)).toEqual(['999', '80', '1079']) // 79.92
  })

  it('Kuwait: a dinar has a thousand', () => {
    const answer = taxFor([{ amount: '1.2345', quantity: '3' }], terms('KW', [levied('KW', '0.05')], { decimals: 3 }))
    expect(totals(answer)).toEqual(['3.704', '0.185', '3.889']) // 3.7035, 0.1852
  })

  it('a credit note takes back to the cent what the invoice took', () => {
    for (const pricesIncludeTax of [false, true]) {
      const lines = ['0.25', '12.345', '7.5'].map((amount) => ({ amount, taxCategory: 'REDUCED' }))
      const back = lines.map((line) => ({ ...line, quantity: '-1' }))
      const [sold, returned] = [lines, back].map((given) => taxFor(given, terms('AT', austria, { pricesIncludeTax })))
      expect(returned?.tax).toBe(`-${sold?.tax}`)
      expect(returned?.gross).toBe(`-${sold?.gross}`)
    }
  })
})

describe('rounding', () => {
  const cents = Array.from({ length: 3 }, () => ({ amount: '0.33' }))
  const tenPercent = [levied('AT', '0.1')]

  it('by line adds up what was rounded', () => {
    const answer = taxFor(cents, terms('AT', tenPercent))
    expect(answer.tax).toBe('0.09')
    expect(taxes(answer)).toEqual([['0.1: 0.03'], ['0.1: 0.03'], ['0.1: 0.03']])
  })

  it('by document rounds once, and gives what is left to the lines that lost most, the first of equals first', () => {
    const answer = taxFor(cents, terms('AT', tenPercent, { rounding: 'document' }))
    expect(answer.tax).toBe('0.10') // 0.099
    expect(taxes(answer)).toEqual([['0.1: 0.04'], ['0.1: 0.03'], ['0.1: 0.03']])
  })

  it('by document keeps the parts of a coin that single prices have', () => {
    const lines = Array.from({ length: 4 }, () => ({ amount: '0.0025' }))
    expect(taxFor(lines, terms('AT', [], { rounding: 'document' })).net).toBe('0.01')
    expect(taxFor(lines, terms('AT', [])).net).toBe('0.00')
  })

  it('knows half a cent that only quotients without end add up to', () => {
    const lines = Array.from({ length: 3 }, () => ({ amount: '0.01' }))
    const answer = taxFor(lines, terms('AT', [levied('AT', '0.2')], { rounding: 'document', pricesIncludeTax: true }))
    expect(totals(answer)).toEqual(['0.02', '0.01', '0.03']) // 0.03 / 6 is half a cent.
  })

  it('has no trouble with a tenth and two', () => {
    const answer = taxFor([{ amount: '0.1' }, { amount: '0.2' }], terms('AT', []))
    expect(answer.net).toBe('0.30')
    expect(taxFor([{ amount: '1.005' }], terms('AT', [])).net).toBe('1.01')
  })
})

describe('which rates are levied', () => {
  const on = (rates: readonly LeviableRate[], more: Partial<TaxTerms> = {}, taxCategory: string | null = null) =>
    taxFor([{ amount: '100', taxCategory }], terms('PT PT-20', rates, more)).lines[0]?.rates.map(({ id }) => id)
  const national = levied('PT', '0.23', { id: 'national' })

  it("a region's rate replaces its country's of the same type, and no other", () => {
    const rates = [
      national,
      levied('PT-20', '0.16', { id: 'azores' }),
      levied('PT', '0.01', { id: 'levy', taxType: 'OTHER' }),
    ]
    expect(on(rates)).toEqual(['levy', 'azores'])
    expect(on([national])).toEqual(['national'])
  })

  it('nothing of another place', () => {
    expect(on([levied('ES', '0.21'), levied('PT-30', '0.22')])).toEqual([])
  })

  it('both days of a validity count', () => {
    const rates = [levied('PT', '0.23', { id: 'now', validFrom: '2026-11-21', validTo: '2026-11-21' })]
    expect(on(rates)).toEqual(['now'])
    expect(on(rates, { date: '2026-11-20' })).toEqual([])
    expect(on(rates, { date: '2026-11-22' })).toEqual([])
  })

  it("a region's rate that is over gives way to the country's", () => {
    expect(on([national, levied('PT-20', '0.16', { validTo: '2020-12-31' })])).toEqual(['national'])
  })

  it('none that is switched off', () => {
    expect(on([levied('PT', '0.23', { isActive: false })])).toEqual([])
  })

  it('once what was raised while the old rate was left standing, or typed in twice', () => {
    const old = levied('DE', '0.16', { name: 'VAT', id: '1' })
    const raised = levied('DE', '0.19', { name: 'VAT', id: '2', validFrom: '2021-01-01' })
    const answer = taxFor([{ amount: '100' }], terms('DE', [raised, old, { ...raised, id: '3' }]))
    expect(taxes(answer)).toEqual([['VAT: 19.00']])
  })

  it('one for the category rather than one for everything', () => {
    const rates = [national, levied('PT', '0.06', { id: 'food', taxCategory: 'REDUCED' })]
    expect(on(rates, {}, 'REDUCED')).toEqual(['food'])
    expect(on(rates, {}, 'STANDARD')).toEqual(['national'])
    expect(on(rates)).toEqual(['national'])
  })

  it("an organization's own rather than the shared one for the same", () => {
    const own = levied('PT', '0', { id: 'own', organization: 'ours' })
    expect(on([national, own])).toEqual(['own'])
    const food = levied('PT', '0.06', { id: 'food', taxCategory: 'REDUCED' })
    expect(on([national, own, food], {}, 'REDUCED')).toEqual(['food'])
  })
})

describe('any document', () => {
  const category = fc.constantFrom('STANDARD', 'REDUCED', null)
  const digits = (whole: number, places: number) => new Exact(whole).div(new Exact(10).pow(places)).toFixed()
  const rate = fc
    .record({
      id: fc.uuid(),
      jurisdiction: fc.constantFrom('CA', 'CA-QC'),
      taxCategory: category,
      taxType: fc.constantFrom('VAT', 'GST', 'SALES'),
      isCompound: fc.boolean(),
      priority: fc.integer({ min: 0, max: 3 }),
      organization: fc.constantFrom(null, 'ours'),
      whole: fc.integer({ min: 0, max: 100_000 }),
    })
    .map(({ whole, ...more }) => levied('CA', digits(whole, 5), { ...more, name: more.id }))
  const line = fc.record({
    amount: fc.tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 6 })).map(([n, p]) => digits(n, p)),
    quantity: fc.tuple(fc.integer({ min: 0, max: 1e5 }), fc.integer({ min: 0, max: 3 })).map(([n, p]) => digits(n, p)),
    taxCategory: category,
  })
  const document = fc.record({
    lines: fc.array(line, { minLength: 1, maxLength: 8 }),
    rates: fc.uniqueArray(rate, { maxLength: 6, selector: ({ id }) => id }),
    more: fc.record({
      decimals: fc.constantFrom<number>(0, 2, 3),
      pricesIncludeTax: fc.boolean(),
      rounding: fc.constantFrom('line' as const, 'document' as const),
    }),
  })
  const answerTo = ({ lines, rates, more }: typeof document extends fc.Arbitrary<infer D> ? D : never) =>
    taxFor(lines, terms('CA CA-QC', rates, more))
  const total = (amounts: readonly string[]) => amounts.reduce((sum, amount) => sum.plus(amount), new Exact(0))
  const isSum = (whole: string, parts: readonly string[]) => total(parts).eq(whole)

  it('is what whole numbers say, where one rate is levied', () => {
    const halfAway = (over: bigint, under: bigint) =>
      over < 0n ? -((-2n * over + under) / (2n * under)) : (2n * over + under) / (2n * under)
    const whole = fc.integer({ min: -1e9, max: 1e9 })
    const places = fc.integer({ min: 0, max: 6 })
    const percent = fc.integer({ min: 0, max: 1e6 })
    fc.assert(
      fc.property(
        whole,
        places,
        fc.nat(1e6),
        percent,
        fc.boolean(),
        (price, point, quantity, rate, pricesIncludeTax) => {
          const lines = [{ amount: digits(price, point), quantity: `${quantity}` }]
          const answer = taxFor(lines, terms('CA', [levied('CA', digits(rate, 5))], { pricesIncludeTax }))
          const base = halfAway(BigInt(price) * BigInt(quantity) * 100n, 10n ** BigInt(point))
          const tax = halfAway(base * BigInt(rate), 100_000n + (pricesIncludeTax ? BigInt(rate) : 0n))
          expect(new Exact(answer.tax).times(100).toFixed()).toBe(tax.toString())
          expect(new Exact(pricesIncludeTax ? answer.gross : answer.net).times(100).toFixed()).toBe(base.toString())
        },
      ),
    )
  })

  it('adds up: net and tax to gross, rates to tax, lines to totals', () => {
    fc.assert(
      fc.property(document, (given) => {
        const answer = answerTo(given)
        for (const each of [answer, ...answer.lines]) expect(isSum(each.gross, [each.net, each.tax])).toBe(true)
        for (const { tax, rates } of answer.lines)
          expect(
            isSum(
              tax,
              rates.map((levy) => levy.tax),
            ),
          ).toBe(true)
        for (const part of ['net', 'tax', 'gross'] as const) {
          expect(
            isSum(
              answer[part],
              answer.lines.map((each) => each[part]),
            ),
          ).toBe(true)
        }
      }),
    )
  })

  it('comes out the same whatever order rates stand in, and its totals whatever order lines do', () => {
    fc.assert(
      fc.property(document, (given) => {
        const answer = answerTo(given)
        expect(answerTo({ ...given, rates: given.rates.toReversed() })).toEqual(answer)
        expect(totals(answerTo({ ...given, lines: given.lines.toReversed() }))).toEqual(totals(answer))
      }),
    )
  })

  it('is never further from the exact amounts than rounding allows: one coin a figure by document', () => {
    fc.assert(
      fc.property(document, ({ more, ...given }) => {
        const exactly = answerTo({ ...given, more: { ...more, decimals: 60, rounding: 'document' } })
        const rounded = answerTo({ ...given, more: { ...more, rounding: 'document' } })
        const coin = new Exact(10).pow(-more.decimals)
        rounded.lines.forEach((each, at) => {
          each.rates.forEach(({ tax }, rate) => {
            expect(
              new Exact(tax)
                .minus(exactly.lines[at]?.rates[rate]?.tax ?? 0)
                .abs()
                .lte(coin),
            ).toBe(true)
          })
        })
      }),
    )
  })
})

describe('the question', () => {
  const good = { jurisdiction: 'AT', date: '2026-11-21', currency: 'EUR', lines: [{ amount: '1' }] }

  it('is read as it is asked', () => {
    expect(taxQuestion.parse(good)).toEqual(good)
  })

  it.each([
    [{ lines: [] }, 'lines'],
    [{ lines: Array.from({ length: 1001 }, () => ({ amount: '1' })) }, 'lines'],
    [{ lines: [{ amount: '1' }, { amount: 1 }] }, 'lines.1.amount'],
    [{ lines: [{ amount: '1', quantity: 'two' }] }, 'lines.0.quantity'],
    [{ date: '2026-02-30' }, 'date'],
    [{ rounding: 'up' }, 'rounding'],
    [{ organization: 'ours' }, 'organization'],
  ])('is refused on its field: %j', (wrong, path) => {
    const { error } = taxQuestion.safeParse({ ...good, ...wrong })
    expect(error?.issues.map((issue) => issue.path.join('.'))).toContain(path)
  })
})

import { createRequire } from 'node:module'
import { byFirst } from './by-first.mjs'

const require = createRequire(import.meta.url)

/** @type {{ code: string, number: string, digits: number, currency: string }[]} */
const published = require('currency-codes/data')

/** Amendments to ISO 4217 since the list that the package was made from (25 June 2024). */
const withdrawn = new Set([
  'ANG', // Curaçao and Sint Maarten pay with XCG since 31 March 2025.
  'BGN', // Bulgaria pays with the euro since 1 January 2026.
  'CUC', // Cuba gave up its second currency on 1 January 2021.
])
const added = [
  { code: 'XAD', number: '396', digits: 2, currency: 'Arab Accounting Dinar' },
  { code: 'XCG', number: '532', digits: 2, currency: 'Caribbean Guilder' },
]

/** The standard gives two codes one name. */
const names = { VED: 'Bolívar Digital' }

/** In the standard, but nobody pays with them: the code for tests and the one for no currency at all. */
const isMoney = (/** @type {string} */ code) => !['XTS', 'XXX'].includes(code)

/** The sign that people write, by CLDR; nothing where that is but the code. @param {string} code */
function symbolOf(code) {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: code, currencyDisplay: 'narrowSymbol' })
  const symbol = format.formatToParts(1).find(({ type }) => type === 'currency')?.value ?? ''
  return symbol === code || symbol === '¤' ? '' : symbol
}

export const currencies = {
  source:
    'ISO 4217 list one, by npm currency-codes 2.2.0 (MIT), with the amendments since; symbols by CLDR (Unicode-3.0)',
  columns: ['code', 'name', 'symbol', 'numericCode', 'decimalPlaces', 'isActive'],
  rows: [...published.filter(({ code }) => !withdrawn.has(code)), ...added]
    .map(({ code, number, digits, currency }) => {
      const name = /** @type {Record<string, string>} */ (names)[code] ?? currency.trim()
      return [code, name, symbolOf(code), number, digits, isMoney(code)]
    })
    .sort(byFirst),
}

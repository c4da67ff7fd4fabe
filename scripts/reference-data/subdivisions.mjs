import { createRequire } from 'node:module'
import { byFirst } from './by-first.mjs'
import { categoryCorrections } from './subdivision-categories.mjs'

const require = createRequire(import.meta.url)

/** @type {Record<string, { _contains: string[] }>} */
const containment = require('cldr-core/supplemental/subdivisionContainment.json').supplemental.subdivisionContainment

/** @type {Record<string, string>} */
const namesInEnglish = require('cldr-subdivisions-full/subdivisions/en/en.json').subdivisions.localeDisplayNames
  .subdivisions

/** @type {Record<string, { sub: Record<string, { type: string }> }>} */
const countriesWithParts = require('iso-3166-2').data

const regionNames = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })

/** `usca` is `US-CA`. @param {string} id */
const codeOf = (id) => (id.length === 2 ? id : `${id.slice(0, 2)}-${id.slice(2)}`.toUpperCase())

/** Parts that are countries of ISO 3166-1 as well have their name there. @param {string} code */
function nameOf(code) {
  const name = namesInEnglish[code.replace('-', '').toLowerCase()] ?? namesOfTheirOwn[code]
  return name ?? regionNames.of(code.slice(3)) ?? ''
}

/** @type {Record<string, string>} */
const namesOfTheirOwn = { 'CN-NM': 'Inner Mongolia', 'FI-01': 'Åland Islands', 'SH-TA': 'Tristan da Cunha' }

const parts = Object.entries(containment).flatMap(([whole, { _contains }]) =>
  _contains.map((id) => ({ code: codeOf(id), parent: whole.length === 2 ? undefined : codeOf(whole) })),
)

/** As the standard called it when the package was made, corrected since. @param {string} code */
function knownCategory(code) {
  const country = code.slice(0, 2)
  const known = countriesWithParts[country]?.sub[code]?.type
  return categoryCorrections[code] ?? (known && (categoryCorrections[`${country}|${known}`] ?? known))
}

/** What all its siblings are, a newer part is too. @param {{ code: string, parent: string | undefined }} part */
function categoryOf({ code, parent }) {
  const siblings = parts.filter((other) => other.code.slice(0, 2) === code.slice(0, 2) && !other.parent === !parent)
  const categories = new Set(siblings.flatMap((sibling) => knownCategory(sibling.code) ?? []))
  return knownCategory(code) ?? (categories.size === 1 ? [...categories].join() : '')
}

/** @type {[string, string, string, string?][]} */
const rows = parts.map((part) => {
  const row = /** @type {const} */ ([part.code, nameOf(part.code), categoryOf(part)])
  return part.parent ? [...row, part.parent] : [...row]
})

export const subdivisions = {
  source:
    'ISO 3166-2, by npm cldr-core and cldr-subdivisions-full 48.2.0 (Unicode-3.0); categories by npm iso-3166-2 1.0.0 (MIT)',
  columns: ['code', 'name', 'category', 'parent'],
  rows: rows.sort(byFirst),
}

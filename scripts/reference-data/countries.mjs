import { createRequire } from 'node:module'
import { byFirst } from './by-first.mjs'

const require = createRequire(import.meta.url)

const { getNames, alpha2ToAlpha3, alpha2ToNumeric, registerLocale } = require('i18n-iso-countries')
registerLocale(require('i18n-iso-countries/langs/en.json'))

/** The package has a code that is in no standard. */
const isAssigned = (/** @type {string} */ code) => code !== 'XK'

/** Long, old or unaccented there; the short English name in use, so that a list sorts them where people look. */
const shortNames = {
  CI: 'Côte d’Ivoire',
  CN: 'China',
  CV: 'Cabo Verde',
  CZ: 'Czechia',
  FM: 'Micronesia',
  GM: 'Gambia',
  IR: 'Iran',
  MD: 'Moldova',
  MK: 'North Macedonia',
  RE: 'Réunion',
  SH: 'Saint Helena, Ascension and Tristan da Cunha',
  TW: 'Taiwan',
  TZ: 'Tanzania',
  US: 'United States',
}

/** @type {Record<string, string>} */
const names = { ...getNames('en', { select: 'official' }), ...shortNames }

/** @param {string} code */
const row = (code) =>
  /** @type {[string, string, string, string]} */ ([code, alpha2ToAlpha3(code), alpha2ToNumeric(code), names[code]])

export const countries = {
  source: 'ISO 3166-1, by npm i18n-iso-countries 7.14.0 (MIT)',
  columns: ['code', 'alpha3', 'numericCode', 'name'],
  rows: Object.keys(names).filter(isAssigned).map(row).sort(byFirst),
}

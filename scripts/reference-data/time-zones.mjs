import { createRequire } from 'node:module'
import { byFirst } from './by-first.mjs'

const require = createRequire(import.meta.url)

/** @type {Record<string, { _alias?: string, _iana?: string, _deprecated?: boolean }>} */
const zones = require('cldr-bcp47/bcp47/timezone.json').keyword.u.tz

/** Of the names that one zone has had, the one of today. CLDR keeps its first name for ever and tells where IANA has moved on. */
const nameOf = (/** @type {{ _alias?: string, _iana?: string }} */ { _alias = '', _iana }) =>
  _iana ?? _alias.split(' ')[0] ?? ''

/** Places, and universal time; not the offsets named Etc/GMT+5, whose sign surprises everybody. */
const isPlace = (/** @type {string} */ name) => /^[A-Z][a-z]+\//.test(name) && !name.startsWith('Etc/')

const names = Object.values(zones)
  .filter((zone) => typeof zone === 'object' && !zone._deprecated)
  .map(nameOf)
  .filter(isPlace)

export const timeZones = {
  source: 'The IANA time zone database, by npm cldr-bcp47 48.2.0 (Unicode-3.0)',
  columns: ['name'],
  rows: [...new Set([...names, 'UTC'])].map((name) => [name]).sort(byFirst),
}

import languageCodes from 'iso-639-1'
import { byFirst } from './by-first.mjs'

/** Written there in a script that most of its readers do not use. @type {Record<string, string>} */
const nativeNames = { ks: 'کٲشُر', sd: 'سنڌي', uz: 'Oʻzbekcha' }

export const languages = {
  source: 'ISO 639-1, by npm iso-639-1 3.1.6 (MIT)',
  columns: ['code', 'name', 'nativeName'],
  rows: languageCodes
    .getAllCodes()
    .map((code) => [code, languageCodes.getName(code), nativeNames[code] ?? languageCodes.getNativeName(code)])
    .sort(byFirst),
}

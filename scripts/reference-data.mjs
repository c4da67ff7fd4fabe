/**
 * Writes packages/db/reference-data anew from the pinned npm packages: `node scripts/reference-data.mjs`. Only for who raises one
 * of their versions; the result is committed. Statuses, units, tax categories and organization types are written by hand.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './lib/paths.mjs'
import { runMain } from './lib/problem.mjs'
import { runCommand } from './lib/run-command.mjs'
import { countries } from './reference-data/countries.mjs'
import { currencies } from './reference-data/currencies.mjs'
import { languages } from './reference-data/languages.mjs'
import { subdivisions } from './reference-data/subdivisions.mjs'
import { taxJurisdictions } from './reference-data/tax-jurisdictions.mjs'
import { timeZones } from './reference-data/time-zones.mjs'

/** Each of them says where it comes from and under which licence, in the file itself. */
const files = {
  countries,
  currencies,
  languages,
  subdivisions,
  'tax-jurisdictions': taxJurisdictions,
  'time-zones': timeZones,
}

await runMain(async () => {
  const folder = join(root, 'packages/db/reference-data')
  for (const [name, file] of Object.entries(files)) writeFileSync(join(folder, `${name}.json`), JSON.stringify(file))

  const codesPath = join(root, 'packages/domain/src/reference/country-codes.ts')
  writeFileSync(codesPath, withCountryCodes(readFileSync(codesPath, 'utf8')))
  const { code } = await runCommand(join(root, 'node_modules/.bin/biome'), ['format', '--write', folder, codesPath])
  return code
})

/** The domain reads no files, so it has the codes in its source. @param {string} source */
function withCountryCodes(source) {
  const codes = countries.rows.map(([code]) => code)
  const lines = Array.from({ length: Math.ceil(codes.length / 28) }, (_, at) =>
    codes.slice(at * 28, at * 28 + 28).join(' '),
  )
  const text = lines.map((line, at) => `    '${line}${at < lines.length - 1 ? " ' +" : "'"}`).join('\n')
  return source.replace(/new Set\(\n {2}\(\n[^)]*\)/, `new Set(\n  (\n${text}\n  )`)
}

import { countries } from './countries.mjs'
import { subdivisions } from './subdivisions.mjs'

const europeanUnion = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
)

/** States and the federal district; the territories are countries of ISO 3166-1 and stand as such. */
const statesOfAmerica = subdivisions.rows.filter(
  ([code, , category]) => code.startsWith('US-') && (category === 'State' || category === 'District'),
)
const provincesOfCanada = subdivisions.rows.filter(([code]) => code.startsWith('CA-'))

/** The union stands above its members: it levies nothing itself, but rules and filters speak of "anywhere in the EU". */
export const taxJurisdictions = {
  source: 'Countries and subdivisions as in the other files; members of the European Union since 2020',
  columns: ['code', 'name', 'jurisdictionType', 'parent'],
  rows: [
    ['EU', 'European Union', 'OTHER', null],
    ...countries.rows.map(([code, , , name]) => [code, name, 'COUNTRY', europeanUnion.has(code) ? 'EU' : null]),
    ...statesOfAmerica.map(([code, name]) => [code, name, 'STATE_PROVINCE', 'US']),
    ...provincesOfCanada.map(([code, name]) => [code, name, 'STATE_PROVINCE', 'CA']),
  ],
}

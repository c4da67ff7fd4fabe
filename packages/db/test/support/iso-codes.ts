import { readFileSync } from 'node:fs'

/** The lists of Debian's package iso-codes, made by other people from the standards themselves. There or the test fails. */
const read = <Entry>(list: string, standard = list): readonly Entry[] =>
  JSON.parse(readFileSync(`/usr/share/iso-codes/json/iso_${list}.json`, 'utf8'))[standard]

export const isoCountries = () =>
  read<{ alpha_2: string; alpha_3: string; numeric: string; name: string; common_name?: string }>('3166-1')

export const isoSubdivisions = () =>
  read<{ code: string; name: string; type: string; parent?: string }>('3166-2').map((given) => ({
    ...given,
    /** Some are written with their country, some without it. */
    parent: given.parent && (given.parent.includes('-') ? given.parent : `${given.code.slice(0, 2)}-${given.parent}`),
  }))

export const isoCurrencies = () => read<{ alpha_3: string; name: string; numeric: string }>('4217')

export const isoLanguages = () =>
  read<{ alpha_2?: string; name: string; common_name?: string }>('639-2').flatMap(({ alpha_2, ...language }) =>
    alpha_2 ? { alpha_2, ...language } : [],
  )

import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const { supplemental } = require('cldr-core/supplemental/units.json') as {
  readonly supplemental: {
    readonly unitConstants: Readonly<Record<string, { readonly _value: string }>>
    readonly unitPrefixes: Readonly<Record<string, { readonly _power10?: string; readonly _power2?: string }>>
    readonly convertUnits: Readonly<Record<string, { readonly _baseUnit: string; readonly _factor?: string }>>
  }
}

/** A number as two whole ones, so that nothing is ever rounded. */
export interface Ratio {
  readonly over: bigint
  readonly under: bigint
}

export const times = (left: Ratio, right: Ratio): Ratio => ({
  over: left.over * right.over,
  under: left.under * right.under,
})
export const isSame = (left: Ratio, right: Ratio) => left.over * right.under === right.over * left.under

const inverse = ({ over, under }: Ratio): Ratio => ({ over: under, under: over })
const power = (base: bigint, exponent: number): Ratio =>
  exponent < 0 ? { over: 1n, under: base ** BigInt(-exponent) } : { over: base ** BigInt(exponent), under: 1n }

export function ratioOf(decimal: string): Ratio {
  const [whole = '', fraction = ''] = decimal.split('.')
  return { over: BigInt(whole + fraction), under: 10n ** BigInt(fraction.length) }
}

const one = ratioOf('1')
const product = (text: string): Ratio =>
  text
    .split('*')
    .map((factor) => worthOf(factor.trim()))
    .reduce(times, one)

/** `gal_to_m3/16*48`: all that stands after the slash is below it. */
function worthOf(text: string): Ratio {
  const constant = supplemental.unitConstants[text]
  if (constant) return worthOf(constant._value)
  const [above = '', below] = text.split('/')
  if (below !== undefined) return times(product(above), inverse(product(below)))
  return above.includes('*') ? product(above) : ratioOf(above)
}

/** How many of CLDR's base unit a unit is: `kilometer`, `square-foot`, `cubic-inch`, `gallon`. */
export function cldrFactor(unit: string): Ratio {
  const [dimension, plain] = /^(square|cubic)-(.*)$/.exec(unit)?.slice(1) ?? []
  if (plain) {
    const side = cldrFactor(plain)
    return dimension === 'square' ? times(side, side) : times(times(side, side), side)
  }
  const known = supplemental.convertUnits[unit]
  if (known) return known._factor ? worthOf(known._factor) : one
  for (const [prefix, { _power10, _power2 }] of Object.entries(supplemental.unitPrefixes)) {
    if (!unit.startsWith(prefix)) continue
    const scale = _power10 === undefined ? power(2n, Number(_power2)) : power(10n, Number(_power10))
    return times(scale, cldrFactor(unit.slice(prefix.length)))
  }
  throw new Error(`CLDR knows no unit ${unit}`)
}

import { z } from 'zod'
import { isCountryCode } from '../reference/country-codes.ts'
import { printable } from '../resource/field.ts'
import { jsonObject } from '../resource/json-object.ts'

const line = (max: number) => printable.trim().max(max).default('')
const degrees = (most: number) =>
  z
    .number()
    .min(-most)
    .max(most)
    .refine((value) => Math.round(value * 1e6) / 1e6 === value, 'At most 6 digits after the point')

/**
 * A postal address (seed 001, Address): a value of what it is the address of, with no life and no endpoint of its own
 * (docs/decisions/017). Only the country is required.
 */
export const address = z.strictObject({
  streetAddress1: line(255),
  streetAddress2: line(255),
  city: line(100),
  stateProvince: line(100),
  postalCode: line(20),
  /** ISO 3166-1, two letters. */
  country: z.string().trim().toUpperCase().refine(isCountryCode, 'Not a country code of ISO 3166-1 such as AT'),
  /** Degrees north. */
  latitude: degrees(90).nullable().default(null),
  /** Degrees east. */
  longitude: degrees(180).nullable().default(null),
  customFields: jsonObject.default({}),
})
export type Address = z.output<typeof address>

/** On one line, as people write it. */
export const addressInWords = ({ streetAddress1, streetAddress2, city, stateProvince, postalCode, country }: Address) =>
  [streetAddress1, streetAddress2, [postalCode, city].filter(Boolean).join(' '), stateProvince, country]
    .filter(Boolean)
    .join(', ')

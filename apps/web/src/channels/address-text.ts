import { type Address, addressInWords } from '@groundwork/domain'
import { countryName } from './countries.ts'

/** On one line, with the country as readers call it. */
export const addressText = (address: Address): string =>
  addressInWords({ ...address, country: address.country && countryName(address.country) })

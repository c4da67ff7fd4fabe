/** What one of a list is called, by the name of the list; others are called after the list itself. */
const singular: Readonly<Record<string, string>> = {
  emailAddresses: 'e-mail address',
  phoneNumbers: 'phone number',
  addresses: 'address',
}

const placeholders: Readonly<Record<string, string>> = {
  email: 'name@company.com',
  phoneNumber: '+43 1 234567',
}

export const words = {
  add: (list: string) => `Add ${singular[list] ?? 'entry'}`,
  remove: (list: string, place: number) => `Remove ${singular[list] ?? 'entry'} ${place}`,
  primary: 'Primary',
  makePrimary: (list: string, place: number) => `Primary: ${singular[list] ?? 'entry'} ${place}`,
  numbered: (label: string, place: number) => `${label} ${place}`,
  placeholder: (member: string) => placeholders[member],
  none: 'None yet',
  streetAddress1: 'Street',
  streetAddress2: 'Street, second line',
  postalCode: 'Postal code',
  city: 'City',
  stateProvince: 'State or province',
  country: 'Country',
  latitude: 'Latitude',
  longitude: 'Longitude',
  addAddress: 'Add address',
  removeAddress: 'Remove address',
  addCoordinates: 'Add coordinates',
  noCountry: 'No such country',
} as const

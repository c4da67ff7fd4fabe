/** `baseUom` -> `base_uom`, `streetAddress1` -> `street_address_1`: columns and REST names. */
export const snakeCase = (name: string) =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replace(/([a-z])(\d)$/, '$1_$2')

/** `base_uom` -> `baseUom`. */
export const camelCase = (name: string) => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())

import { snakeCase } from '../resource/names.ts'

/** What people read above a column: `baseUomName` -> `Base uom name`. */
export function columnLabel(field: string): string {
  const words = snakeCase(field).replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

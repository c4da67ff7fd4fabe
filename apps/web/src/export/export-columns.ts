import { type CustomField, exportableColumns, type Resource, snakeCase } from '@groundwork/domain'

/**
 * The columns on the screen as an export names them. A reference shows the name of what it leads to, and so does the file: an id would
 * not be what was seen.
 */
export function exportColumnsOf(
  resource: Resource,
  shown: readonly string[],
  definitions: readonly CustomField[],
): readonly string[] {
  const known = new Set(exportableColumns(resource, definitions).map(({ name }) => name))
  const names = shown.map((key) => nameOf(resource, key)).filter((name) => known.has(name))
  return [...new Set(names)]
}

function nameOf({ lookups }: Resource, key: string): string {
  if (key.startsWith('customFields.')) return `custom_fields.${key.slice('customFields.'.length)}`
  const label = Object.keys(lookups).find((name) => lookups[name]?.startsWith(`${key}.`))
  return snakeCase(label ?? key)
}

import type { CustomField } from '../custom-field/custom-value.ts'
import { kindOfCustomField } from '../custom-field/kind-of-custom-field.ts'
import type { ReadableFields } from '../filter/readable-paths.ts'
import { columnLabel } from '../import/column-label.ts'
import type { Resource } from '../resource/define-resource.ts'
import type { FieldKind } from '../resource/field.ts'
import { snakeCase } from '../resource/names.ts'

/** One column that a list of a resource can be taken out with (seed 001, Export). */
export interface ExportableColumn {
  /** As REST spells it, and as an import names it: `product_type`, `custom_fields.colour`. */
  readonly name: string
  /** For people, above the column of a printed table. */
  readonly label: string
  readonly kind: FieldKind
  /** Where its value stands in a row: `productType`, `customFields`. */
  readonly field: string
  /** The member of that value which is meant: the key of a custom field. */
  readonly key?: string
  /** Taken where nobody chooses columns: what can go in again, and what names the rows that it refers to. */
  readonly isUsual: boolean
}

/**
 * What a caller may take out of a resource, in the definition's order. Where the organization has defined custom fields each of
 * them is a column; where it has not they are free, and one column holds them all.
 */
export function exportableColumns(
  resource: Resource,
  customFields: readonly CustomField[] = [],
  readable: ReadableFields = 'all',
): readonly ExportableColumn[] {
  return resource.columns
    .filter((name) => name !== 'abilities' && !resource.fields[name]?.isWithheld)
    .filter((name) => readable === 'all' || readable.has(name))
    .flatMap((name) =>
      name === 'customFields' && customFields.length ? customFields.map(ofCustomField) : [ofField(resource, name)],
    )
}

function ofField(resource: Resource, field: string): ExportableColumn {
  const definition = resource.fields[field]
  return {
    name: snakeCase(field),
    label: columnLabel(field),
    kind: definition?.kind ?? 'text',
    field,
    isUsual: isUsual(resource, field),
  }
}

function isUsual({ key, lookups, fields }: Resource, field: string): boolean {
  const shown = lookups[field]?.split('.')[0]
  // Every row of a file has the same organization.
  if ((shown ?? field) === 'organization') return false
  return field === key || field === 'createdAt' || fields[shown ?? field]?.write !== 'never'
}

const ofCustomField = ({ key, label, type, isActive }: CustomField): ExportableColumn => ({
  name: `custom_fields.${key}`,
  label,
  kind: kindOfCustomField[type],
  field: 'customFields',
  key,
  isUsual: isActive,
})

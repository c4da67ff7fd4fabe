import { z } from 'zod'
import type { CustomField } from '../custom-field/custom-value.ts'
import { kindOfCustomField } from '../custom-field/kind-of-custom-field.ts'
import { resourceNamed } from '../registry.ts'
import type { Resource } from '../resource/define-resource.ts'
import type { Field } from '../resource/field.ts'
import { snakeCase } from '../resource/names.ts'
import { columnLabel } from './column-label.ts'

/** One column that rows of a resource can be brought in with (seed 001, Import). */
export interface ImportableColumn {
  /** As REST spells it, and as an export names it: `product_type`, `custom_fields.colour`. */
  readonly name: string
  /** For people, in the wizard and in what is wrong with a row. */
  readonly label: string
  /** What the value must be. One with `write: 'never'` is the key: it finds a row and is never written. */
  readonly field: Field
  /** Where the value goes in a row: `productType`, `customFields`. */
  readonly into: string
  /** The member of that value which is meant: the key of a custom field. */
  readonly key?: string
  /** A number that is kept as one, not as decimal text. */
  readonly isNumber?: boolean
  readonly required: boolean
  /** How the row that is referred to may be named, in the order of trying: `id`, `slug`, `code`, `name`. */
  readonly by?: readonly string[]
}

/**
 * What may be brought in, in the definition's order, the key first. Where the organization has defined custom fields each active one
 * is a column; where it has not they are free, and one column holds them all.
 */
export function importableColumns(
  resource: Resource,
  customFields: readonly CustomField[] = [],
): readonly ImportableColumn[] {
  const names = Object.keys(resource.fields).filter((name) => isImportable(resource, name))
  return names.flatMap((name) =>
    name === 'customFields' && customFields.length > 0
      ? customFields.filter(({ isActive }) => isActive).map(ofCustomField)
      : [ofField(resource, name)],
  )
}

/** The organization of a row is that of whoever asks, never a matter of the file. */
function isImportable({ key, fields, scope }: Resource, name: string): boolean {
  if (name === key) return true
  const isOwner = scope.kind === 'organization' && name === scope.field
  return !isOwner && fields[name]?.write !== 'never'
}

function ofField(resource: Resource, name: string): ImportableColumn {
  const field = resource.fields[name]
  if (!field) throw new Error(`${resource.name} has no field ${name}`)
  const by = field.reference ? namesOfRow(resourceNamed(field.reference)) : undefined
  return {
    name: snakeCase(name),
    label: columnLabel(name),
    field,
    into: name,
    required: field.presence === 'required' && field.write !== 'never',
    ...(by && { by }),
  }
}

/** What tells one row of a resource from all others, or at least names it to people. */
function namesOfRow({ key, handle, uniques = [], title }: Resource): readonly string[] {
  const alone = uniques.map((set) => set.filter((name) => name !== 'organization')).filter((set) => set.length === 1)
  const names = [key, ...(handle ? [handle] : []), ...alone.flat(), title]
  return [...new Set(names)].map(snakeCase)
}

/** Its schema takes anything: what a definition asks of values is judged with the whole row. */
function ofCustomField({ key, label, type, required, options }: CustomField): ImportableColumn {
  const kind = kindOfCustomField[type]
  const field: Field = {
    kind,
    schema: z.unknown(),
    presence: required ? 'required' : 'nullable',
    write: 'always',
    ...(options.choices && { choices: options.choices }),
    ...(options.resource && { reference: options.resource }),
  }
  return {
    name: `custom_fields.${key}`,
    label,
    field,
    into: 'customFields',
    key,
    required: required && options.default === undefined,
    ...(type === 'number' && { isNumber: true }),
    ...(type === 'reference' && { by: ['id'] }),
  }
}

import type { Field, Resource } from '@groundwork/domain'

/** A part of a form: what belongs together stands together. */
export interface FieldGroup {
  /** `main` has no heading; `switches` are yes-or-no fields; every other one is named after its one field. */
  readonly key: string
  readonly names: readonly string[]
}

/** What a person attaches by attaching it, and never types. */
const setByContext: ReadonlySet<string> = new Set(['entityType', 'entityId'])

/** What a caller may enter: everything when the record is made, later what may still change. */
export const enteredNames = ({ fields }: Pick<Resource, 'fields'>, isNew: boolean): readonly string[] =>
  Object.entries(fields)
    .filter(([name, { write }]) => !setByContext.has(name) && (write === 'always' || (write === 'create' && isNew)))
    .map(([name]) => name)

/** Where each field of a form stands: first the everyday ones, then switches, then what takes room of its own. */
export function fieldGroups(resource: Pick<Resource, 'fields'>, names: readonly string[]): readonly FieldGroup[] {
  const main: string[] = []
  const options: string[] = []
  const wide: string[] = []
  for (const name of names) {
    const field = resource.fields[name]
    if (!field) continue
    if (field.kind === 'boolean') options.push(name)
    else if (hasOwnSection(field)) wide.push(name)
    else main.push(name)
  }
  const isLast = (name: string) => {
    const field = resource.fields[name]
    return field !== undefined && isWide(name, field)
  }
  wide.sort((one, other) => rankOf(resource.fields[one]) - rankOf(resource.fields[other]))
  return [
    { key: 'main', names: [...main.filter((name) => !isLast(name)), ...main.filter(isLast)] },
    { key: 'switches', names: options },
    ...wide.map((name) => ({ key: name, names: [name] })),
  ].filter((group) => group.names.length > 0)
}

/** Lists of structured values and structures are forms in the form. */
const hasOwnSection = ({ kind }: Field) => kind === 'items' || kind === 'json'

/** Words of the organization's own choosing stand last. */
const rankOf = (field: Field | undefined) => (field?.kind === 'items' ? 0 : field?.members ? 1 : 2)

const maxLengthOf = ({ kind, schema }: Pick<Field, 'kind' | 'schema'>): number =>
  kind === 'text' && 'maxLength' in schema && typeof schema.maxLength === 'number' ? schema.maxLength : 0

/** More text than fits a line. */
export const isLongText = (field: Pick<Field, 'kind' | 'schema'>): boolean => maxLengthOf(field) > 500

/** Takes the whole width of a form, however wide that is. */
export const isWide = (name: string, field: Field): boolean => isLongText(field) || name === 'tags'

/** Stands beside another one where there is little room. */
export const isShort = (field: Field): boolean =>
  field.reference !== undefined ||
  field.choices !== undefined ||
  (field.kind !== 'textArray' && maxLengthOf(field) <= 200)

import {
  type Field,
  type FieldPlace,
  fieldAt,
  isOpenTo,
  isTreeNode,
  type Operator,
  operatorsFor,
  type Readable,
  type Resource,
  resourceNamed,
} from '@groundwork/domain'
import type { Definition } from '../custom-field/definitions.ts'
import { spell } from '../resource/words.ts'
import { words } from './words.ts'

/** How a value is entered. */
type ValueKind = 'text' | 'whole' | 'decimal' | 'number' | 'date' | 'boolean' | 'choice' | 'reference' | 'words'

/** Something to ask about, as the builder offers it. */
export interface FilterField {
  readonly path: string
  readonly label: string
  /** Own fields, custom fields, and those of each row that is referred to. */
  readonly group: string
  readonly kind: ValueKind
  readonly operators: readonly Operator[]
  readonly choices?: readonly { readonly value: string; readonly label: string }[]
  readonly reference?: string
  readonly isTime: boolean
}

/** Everything that the rows of a resource may be asked, over one reference as well. */
export function filterFieldsOf(
  resource: Resource,
  definitions: readonly Definition[],
  readable: Readable,
): readonly FilterField[] {
  const at = (path: string) => {
    const place = fieldAt(resource, path)
    return place && isOpenTo(readable, place) ? place : undefined
  }
  const own = namesOf(resource).flatMap((path) => fieldOf(at(path), path, words.ownFields))
  const custom = definitions.flatMap((definition) => customFieldOf(at(`customFields.${definition.key}`), definition))
  const beyond = Object.entries(resource.fields).flatMap(([name, { reference, filter }]) =>
    reference && filter && reference !== 'status'
      ? plainNamesOf(resourceNamed(reference)).flatMap((other) =>
          fieldOf(at(`${name}.${other}`), `${name}.${other}`, spell(name)),
        )
      : [],
  )
  return [...own, ...custom, ...beyond]
}

/** Fields, and the members of structured ones. What has no name of its own can still be asked in JSON. */
function namesOf({ fields, title }: Resource): string[] {
  const names = Object.entries(fields).flatMap(([name, { kind, members, filter }]) => {
    if (!filter || name === 'id') return []
    if (members) return Object.keys(members).map((member) => `${name}.${member}`)
    return kind === 'json' ? [] : [name]
  })
  // What a row is called is asked most often.
  return names.sort((one, other) => Number(other === title) - Number(one === title))
}

const systemNames = new Set(['id', 'organization', 'createdBy', 'updatedBy', 'createdAt', 'updatedAt', 'deletedAt'])

const plainNamesOf = (resource: Resource): string[] =>
  Object.entries(resource.fields).flatMap(([name, { filter, kind, reference }]) =>
    filter && !reference && kind !== 'json' && kind !== 'items' && !systemNames.has(name) ? [name] : [],
  )

function fieldOf(place: FieldPlace | undefined, path: string, group: string): FilterField[] {
  if (!place) return []
  const { field } = place.last
  const kind = place.key === undefined ? kindOf(field) : 'text'
  const isTime = field.kind === 'date' || field.kind === 'timestamp'
  return [
    {
      path,
      label: path.split('.').map(spell).join(' › '),
      group,
      kind,
      isTime,
      operators: offered(place, kind, field.presence !== 'nullable' && place.key === undefined),
      ...(field.choices && { choices: field.choices.map((value) => ({ value, label: spell(value) })) }),
      ...(field.reference && { reference: field.reference }),
    },
  ]
}

function kindOf({ kind, choices, reference }: Field): ValueKind {
  if (choices) return 'choice'
  if (reference) return 'reference'
  switch (kind) {
    case 'integer':
    case 'bigint':
      return 'whole'
    case 'decimal':
      return 'decimal'
    case 'boolean':
      return 'boolean'
    case 'date':
    case 'timestamp':
      return 'date'
    case 'textArray':
      return 'words'
    default:
      return 'text'
  }
}

const customKinds: Readonly<Record<Definition['type'], ValueKind>> = {
  text: 'text',
  number: 'number',
  date: 'date',
  boolean: 'boolean',
  choice: 'choice',
  multi_choice: 'words',
  reference: 'reference',
}

function customFieldOf(place: FieldPlace | undefined, { key, label, type, options }: Definition): FilterField[] {
  if (!place) return []
  const { choices, resource } = options
  const kind = customKinds[type]
  return [
    {
      path: `customFields.${key}`,
      label,
      group: words.customFields,
      kind,
      isTime: kind === 'date',
      operators: offered(place, kind, false),
      ...(choices && { choices: choices.map((value) => ({ value, label: value })) }),
      ...(resource && { reference: resource }),
    },
  ]
}

const equality = ['eq', 'neq', 'in', 'notin'] as const
const order = ['gte', 'lte', 'gt', 'lt', 'between'] as const
/** The ones people ask for, the most usual first. Whatever else the language knows can be written in JSON. */
const usual: Readonly<Record<ValueKind, readonly Operator[]>> = {
  text: ['icontains', 'eq', 'neq', 'istartswith', 'iendswith', 'in', 'notin', 'isnull'],
  whole: ['eq', ...order, 'neq', 'in', 'isnull'],
  decimal: ['eq', ...order, 'neq', 'in', 'isnull'],
  number: ['eq', ...order, 'neq', 'in', 'isnull'],
  date: ['gte', 'lt', 'between', 'eq', 'isnull'],
  boolean: ['eq', 'isnull'],
  choice: [...equality, 'isnull'],
  reference: [...equality, 'descendantof', 'isnull'],
  words: ['hasany', 'hasall', 'isnull'],
}

function offered(place: FieldPlace, kind: ValueKind, isNeverEmpty: boolean): readonly Operator[] {
  const possible = new Set<Operator>(operatorsFor(place))
  return usual[kind].filter((op) => {
    if (op === 'isnull' && isNeverEmpty && kind !== 'words') return false
    // No two moments are equal to the millisecond.
    if (op === 'eq' && place.last.field.kind === 'timestamp') return false
    return possible.has(op) || (op === 'descendantof' && isTreeNode(place))
  })
}

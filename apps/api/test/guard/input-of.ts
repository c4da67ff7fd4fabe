import { type Resource, resources } from '@groundwork/domain'
import fc from 'fast-check'
import type { Door, JsonSchema } from './door.ts'
import { type IdSlot, type IdSource, idSources } from './placeholder.ts'

/** What words in addresses and inputs stand for, where they are not the name of a resource. */
const subjectOf: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.values<Resource>(resources).flatMap(({ name, plural }) => [
      [plural, name],
      [name, name],
    ]),
  ),
  ...Object.fromEntries(
    Object.values<Resource>(resources)
      .flatMap(({ fields }) => Object.entries(fields))
      .flatMap(([name, { reference }]) => (reference ? [[name, reference]] : [])),
  ),
  organizations: 'organization',
  org_id: 'organization',
  replaces: 'file',
  entry: 'auditEntry',
  fileShare: 'fileShare',
  share: 'fileShare',
  fileLink: 'fileLink',
  links: 'fileLink',
  'shared-with-me': 'folder',
  file: 'file',
  'api-keys': 'apiKey',
  'audit-logs': 'auditEntry',
  upload: 'any',
  uploads: 'any',
  auth: 'session',
}

/** What stands in a row's own list names no row: an id there is a mark that its writer may choose. */
const lists: ReadonlySet<string> = new Set(
  Object.values<Resource>(resources)
    .flatMap(({ fields }) => Object.entries(fields))
    .flatMap(([name, { kind }]) => (kind === 'items' ? [name] : [])),
)

/** Values that a field must have to be taken at all. */
const knownValues: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  organizationType: fc.constantFrom('Company', 'Team'),
  baseUom: fc.constant('KG'),
  currency: fc.constant('EUR'),
  country: fc.constant('AT'),
  jurisdiction: fc.constant('AT'),
  taxCategory: fc.constant(null),
  color: fc.constant('#4CAF50'),
  // Another tag with each call would make each answer another one.
  addTags: fc.constant(['added']),
  removeTags: fc.constant(['removed']),
  timezone: fc.constant('UTC'),
  language: fc.constant('en'),
  timeZone: fc.constant('UTC'),
  password: fc.constant('correct horse battery'),
  newPassword: fc.constant('another horse battery'),
  phoneNumber: fc.constant('+493012345678'),
  resource: fc.constantFrom('product', 'file', 'organization', 'membership', 'role'),
  action: fc.constantFrom('view', 'change', 'delete'),
  // A second factor that is suddenly required, or a membership that ends, would silence the actors.
  filename: fc.constant('note.txt'),
  sha256: fc.constant(undefined),
  requiresSecondFactor: fc.constant(false),
  isActive: fc.constant(undefined),
  field: fc.constant('id'),
  system: fc.constant('accounting'),
  object_type: fc.constant('receipt'),
  object_id: fc.constant('receipt-1'),
  add_timestamp: fc.constant('true'),
  custom_fields: fc.constant('{}'),
  pageSize: fc.constant(undefined),
  page_size: fc.constant(undefined),
  limit: fc.constant(10),
  created_after: fc.constant(undefined),
  created_before: fc.constant(undefined),
  includesDescendants: fc.constant(false),
  status: fc.constant('active'),
  trash: fc.boolean(),
  grants: fc.constant([{ resource: 'product', action: 'view' }]),
  expiresAt: fc.constant('2099-01-01T00:00:00Z'),
  // The access to a file, not the end of a session.
  expiresIn: fc.constant(60),
  version: fc.constant(undefined),
  cursor: fc.constant(undefined),
  ordering: fc.constant(undefined),
  orderBy: fc.constant(undefined),
}

/** Reference data is asked for by its name. */
const knownKeys: Readonly<Record<string, string>> = {
  organizationType: 'Team',
  unitOfMeasure: 'KG',
  status: 'active',
  currency: 'EUR',
  country: 'AT',
  subdivision: 'AT-9',
  language: 'en',
  timeZone: 'Europe/Vienna',
  taxJurisdiction: 'AT',
}
const naturalKeys: Readonly<Record<string, string>> = Object.fromEntries(
  Object.values<Resource>(resources).flatMap(({ name, plural }) => {
    const key = knownKeys[name]
    return key === undefined ? [] : [[name, key] as const, [plural, key] as const]
  }),
)
const isKeyName = (name: string) => name === 'id' || name === 'ids'

/** Fields that no caller may set. */
const smuggled = [
  'organization',
  'organizationId',
  'ownerId',
  'role',
  'createdBy',
  'storageKey',
  'status',
  'isSuperuser',
] as const

const someId = (kind: string): fc.Arbitrary<IdSlot> =>
  fc.record({
    $id: fc.constant(kind),
    from: fc.oneof(
      { weight: 5, arbitrary: fc.constant<IdSource>('own') },
      { weight: 4, arbitrary: fc.constant<IdSource>('foreign') },
      { weight: 3, arbitrary: fc.constantFrom(...idSources) },
    ),
    pick: fc.nat(60),
  })

/** Inputs of the shape that a door takes, every field in them, with ids from everywhere. */
export const wholeInputOf = (door: Pick<Door, 'subject' | 'input' | 'isWrite'>): fc.Arbitrary<Input> =>
  arbitraryOf(door.input, { name: '', subject: door.subject, depth: 0, isWhole: true }) as fc.Arbitrary<Input>

/** The same with fields left out and, for writes, with fields that nobody may set. */
export function inputOf(door: Pick<Door, 'subject' | 'input' | 'isWrite'>): fc.Arbitrary<Input> {
  const asked = arbitraryOf(door.input, {
    name: '',
    subject: door.subject,
    depth: 0,
    isWhole: false,
  }) as fc.Arbitrary<Input>
  if (!door.isWrite) return asked
  const extra = fc.option(fc.constantFrom(...smuggled), { freq: 2, nil: undefined })
  return fc.tuple(asked, extra, someId('organization')).map(([input, name, id]) => {
    if (!name) return input
    const value = forbiddenValues[name] ?? id
    const { values } = input
    return typeof values === 'object' ? { ...input, values: { ...values, [name]: value } } : { ...input, [name]: value }
  })
}

const forbiddenValues: Readonly<Record<string, unknown>> = { isSuperuser: true, status: 'purged', storageKey: 'x/y/1' }

export type Input = Readonly<Record<string, unknown>>

interface Place {
  readonly name: string
  readonly subject: string
  readonly depth: number
  /** Leaves no field out. */
  readonly isWhole: boolean
}

function arbitraryOf(schema: JsonSchema, place: Place): fc.Arbitrary<unknown> {
  const { name, subject, depth } = place
  const known = Object.hasOwn(knownValues, name) && depth > 0 ? knownValues[name] : undefined
  if (known && !(name === 'resource' && subject === 'role')) return known
  if (name === 'filter') return filterOn(subject)
  // A view is of one list alone: with any other the door says no more than that.
  if (name === 'applyFilter' || name === 'apply_filter')
    return fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: someId('storedFilter') })
  if (name === 'id' && lists.has(subject)) return fc.constant(undefined)
  if (name === 'within') return fc.oneof(fc.constant('PRODUCT'), someId('warehouse'))
  if (isKeyName(name) && schema.type === 'string' && Object.hasOwn(naturalKeys, subject))
    return fc.constant(naturalKeys[subject])
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum)
  const choices = (schema.anyOf ?? schema.oneOf) as readonly JsonSchema[] | undefined
  if (choices) return fc.oneof(...choices.map((choice) => arbitraryOf(choice, place)))
  const id = idKind(schema, place)
  if (id) return someId(id)
  switch (schema.type) {
    case 'object':
      return objectOf(schema, place)
    case 'array':
      return fc.array(arbitraryOf((schema.items as JsonSchema | undefined) ?? {}, { ...place, depth: depth + 1 }), {
        minLength: 1,
        maxLength: 2,
      })
    case 'boolean':
      return fc.boolean()
    case 'integer':
    case 'number':
      return fc.integer({
        min: Math.max(Number(schema.minimum ?? 0), 0),
        max: Math.min(Number(schema.maximum ?? 50), 50),
      })
    case 'null':
      return fc.constant(null)
    case 'string':
      return textOf(schema, name)
    default:
      return fc.constant(undefined)
  }
}

function objectOf(schema: JsonSchema, { name, subject, depth, isWhole }: Place): fc.Arbitrary<unknown> {
  const properties = Object.entries((schema.properties as Readonly<Record<string, JsonSchema>> | undefined) ?? {})
  const required = new Set((schema.required as string[] | undefined) ?? [])
  const inside = name && name !== 'values' ? name : subject
  return fc
    .record(
      Object.fromEntries(
        properties.map(([key, value]) => {
          const made = arbitraryOf(value, { name: key, subject: inside, depth: depth + 1, isWhole })
          return [key, isWhole || required.has(key) ? made : fc.option(made, { nil: undefined, freq: 2 })]
        }),
      ),
    )
    .map((made) => Object.fromEntries(Object.entries(made).filter(([, value]) => value !== undefined)))
}

/** The kind of row that a text names, where it names one. */
function idKind(schema: JsonSchema, { name, subject }: Place): string | null {
  if (schema.type !== 'string' && schema.type !== undefined) return null
  if (isKeyName(name) && Object.hasOwn(naturalKeys, subject)) return null
  if (isKeyName(name)) return subjectOf[subject] ?? subject
  // Tags are words: an id among them is no news to whoever wrote it.
  if (name === 'tags') return null
  if (Object.hasOwn(subjectOf, name) && name !== 'auth') return subjectOf[name] ?? null
  if (schema.format === 'uuid' || /^(object_?id|entity_?id|.*_id)$/i.test(name)) return 'any'
  return null
}

function textOf(schema: JsonSchema, name: string): fc.Arbitrary<unknown> {
  if (schema.format === 'date') return fc.constant('2026-11-21')
  if (schema.format === 'date-time') return fc.constant('2099-01-01T00:00:00Z')
  return fc.constantFrom('fresh' as const, 'fresh' as const, 'foreign' as const).map((from) => ({ $text: name, from }))
}

/** A filter by a field of the resource, or by one behind a reference, with an id or a text of anybody's. */
function filterOn(subject: string): fc.Arbitrary<unknown> {
  const resource = Object.values<Resource>(resources).find(({ name, plural }) => subject === name || subject === plural)
  if (!resource) return fc.constant(undefined)
  const fields = Object.entries(resource.fields).filter(([, { filter }]) => filter)
  const conditions = fields.flatMap(([field, { reference, kind }]) => {
    if (kind === 'uuid') return [{ field, op: 'eq', value: someId(reference || resource.name) }]
    if (kind === 'text') return [{ field, op: 'eq', value: textOf({}, field) }]
    return []
  })
  const behind = fields.flatMap(([field, { reference, kind }]) =>
    reference && kind === 'uuid' ? [{ field: `${field}.name`, op: 'eq', value: textOf({}, 'name') }] : [],
  )
  const all = [...conditions, ...behind].map(({ field, op, value }) =>
    fc.record({ field: fc.constant(field), op: fc.constant(op), value }),
  )
  return all.length ? fc.oneof(...all) : fc.constant(undefined)
}

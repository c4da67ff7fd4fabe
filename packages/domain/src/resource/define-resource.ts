import { z } from 'zod'
import type { Filter } from '../filter/filter.ts'
import { type Field, integer, json, type Presence, reference, timestamp, type Writable, words } from './field.ts'
import { isReachable } from './handle.ts'
import { isKeepableText, isSafeKey, type JsonObject, jsonObject } from './json-object.ts'

export type Fields = Readonly<Record<string, Field>>

/** `organization`: rows belong to one; `field` names the column. `global`: reference data. `self`: the user's own row. */
export type ResourceScope =
  | {
      readonly kind: 'organization'
      readonly field: 'organization' | 'id'
      /**
       * Whose rows without an organization are, where there are such: `shared` ones everybody views, `system` ones only the
       * superuser. Both are written by nobody else.
       */
      readonly unowned?: 'shared' | 'system'
    }
  | { readonly kind: 'global' }
  | { readonly kind: 'self'; readonly field: string }

/** A read-only field computed from the row alone, such as a size in words. */
export interface Derived<Value = unknown> {
  readonly schema: z.ZodType<Value>
  from(row: Readonly<Record<string, unknown>>): Value
}

/** Whoever asks, as far as a resource may bind its rows to people. */
export interface Asker {
  readonly userId: string
  /** The role that the grants are of. */
  readonly roleId?: string | undefined
  /** By a key with grants of its own, which are all that it may do. */
  readonly isLimited?: true | undefined
}

/** A rule about several fields of a row; told on one of them. */
export interface Rule {
  readonly field: string
  readonly message: string
  readonly isBroken: (row: Readonly<Record<string, unknown>>) => boolean
}

export interface ResourceSpec {
  /** camelCase, singular: the tRPC router, the audit entry, the permission. */
  readonly name: string
  /** kebab-case, plural: the REST path. */
  readonly plural: string
  /** For people, lower case: "No such stock location". */
  readonly label: string
  readonly table: string
  readonly scope: ResourceScope
  /** The natural key where there is one; otherwise `id`, a uuid v7. */
  readonly key?: string
  readonly fields: Fields
  /** Sets of fields that are unique together among rows that are not deleted. */
  readonly uniques?: readonly (readonly string[])[]
  /** A tree by its field `parent`. `within` names what a node has in common with its parent, such as the warehouse. */
  readonly tree?: boolean | { readonly within: string }
  /** What must hold of a whole row, beyond its single fields. */
  readonly rules?: readonly Rule[]
  /** A field that also finds a row by name where its key is asked for: a slug. */
  readonly handle?: string
  readonly softDelete?: boolean
  /** What went into the trash with a row comes back with it, within one organization. */
  readonly restoresWhole?: boolean
  readonly tagged?: boolean
  readonly customFields?: boolean
  /** Rows are made and never changed, so they know no version and no second moment. */
  readonly appendOnly?: boolean
  /** What may be done to a row besides the standard actions, such as `download`: a grant names it, a row's abilities tell it. */
  readonly actions?: readonly string[]
  /** No grant reaches past it, however wide: of rows that are somebody's own. Only a superuser's and the system's scope do. */
  readonly bounds?: (asker: Asker) => Filter
  /** Files of rows may be brought in, by the rules of the resource alone (seed 001, Import). */
  readonly importable?: boolean
  /** What people may do to rows that they have made, whatever their grants; a key is held to its own. */
  readonly own?: { readonly field: string; readonly actions: readonly string[] }
  /** Labels of referenced rows, read with the row: `{ organizationName: 'organization.name' }`. */
  readonly lookups?: Readonly<Record<string, `${string}.${string}`>>
  /** Lookups that lists also search in and sort by. No index serves them: for what an organization has thousands of, not millions. */
  readonly findable?: readonly string[]
  readonly derived?: Readonly<Record<string, Derived>>
  /** `-createdAt` is newest first. The key is always added last, so that pages never overlap. */
  readonly defaultOrder: string
  /** The field that names a row to people: audit entries and pickers show it. */
  readonly title: string
}

type On<Flag, F> = Flag extends true ? F : unknown
type ReadOnly<Value, P extends Presence = 'defaulted', Sort extends boolean = false> = Field<Value, P, 'never', Sort>

interface MadeField {
  readonly createdAt: ReadOnly<string, 'defaulted', true>
}

export interface StampFields extends MadeField {
  readonly updatedAt: ReadOnly<string, 'defaulted', true>
  readonly createdBy: ReadOnly<string, 'nullable'>
  readonly updatedBy: ReadOnly<string, 'nullable'>
  readonly version: ReadOnly<number>
}

type SystemFields<S extends ResourceSpec> = (S['appendOnly'] extends true ? MadeField : StampFields) &
  (S extends { key: string } ? unknown : { readonly id: ReadOnly<string, 'defaulted', true> }) &
  (S['scope'] extends { field: 'organization' }
    ? {
        readonly organization: Field<string, S['scope'] extends { unowned: string } ? 'nullable' : 'required', 'create'>
      }
    : unknown) &
  On<S['softDelete'], { readonly deletedAt: ReadOnly<string, 'nullable', true> }> &
  On<S['tagged'], { readonly tags: Field<string[], 'defaulted', 'always'> }> &
  On<S['customFields'], { readonly customFields: Field<JsonObject, 'defaulted', 'always'> }>

export type AllFields<S extends ResourceSpec> = S['fields'] & SystemFields<S>

type Value<F> = F extends Field<infer V, infer P> ? (P extends 'nullable' ? V | null : V) : never
type NamesWhere<F, P extends Presence, W extends Writable> = {
  [K in keyof F]: F[K] extends Field<unknown, infer FP, infer FW>
    ? FP extends P
      ? FW extends W
        ? K
        : never
      : never
    : never
}[keyof F]
type Flat<T> = { [K in keyof T]: T[K] } & unknown

/** A row as callers see it. */
export type Row<S extends ResourceSpec> = Flat<
  { -readonly [K in keyof AllFields<S>]: Value<AllFields<S>[K]> } & {
    -readonly [K in keyof S['lookups']]: string | null
  } & { -readonly [K in keyof S['derived']]: S['derived'][K] extends Derived<infer V> ? V : never } & {
    /** What this caller's grants let them do to the row, in the order of `rowActionsOf`. */
    abilities: readonly string[]
  }
>

/** What a caller may send to make a row. */
export type Create<S extends ResourceSpec> = Flat<
  { -readonly [K in NamesWhere<AllFields<S>, 'required', 'always' | 'create'>]: Value<AllFields<S>[K]> } & {
    -readonly [K in NamesWhere<AllFields<S>, 'defaulted' | 'nullable', 'always' | 'create'>]?:
      | Value<AllFields<S>[K]>
      | undefined
  }
>

/** What a caller may change. `version` is the one the caller was looking at: a stale one is refused. */
export type Patch<S extends ResourceSpec> = Flat<
  { -readonly [K in NamesWhere<AllFields<S>, Presence, 'always'>]?: Value<AllFields<S>[K]> | undefined } & {
    version?: number | undefined
  }
>

type SortableName<F> = { [K in keyof F]: F[K] extends { readonly sort?: true } ? K : never }[keyof F] & string

/** `name` or, newest or largest first, `-name`. */
export type OrderBy<S extends ResourceSpec> = `${'' | '-'}${SortableName<AllFields<S>> | Findable<S> | CustomName<S>}`
type CustomName<S extends ResourceSpec> = S['customFields'] extends true ? `customFields.${string}` : never
type Findable<S extends ResourceSpec> = S['findable'] extends readonly (infer N extends string)[] ? N : never

/** A resource as generic code sees it: the engine, the routers, the contract suites. */
export interface Resource extends ResourceSpec {
  readonly key: string
  readonly fields: Fields
  readonly lookups: Readonly<Record<string, `${string}.${string}`>>
  readonly derived: Readonly<Record<string, Derived>>
  /** Every name a row shows, in order: fields, lookups, derived, and last its abilities. */
  readonly columns: readonly string[]
  readonly read: z.ZodType
  readonly create: z.ZodType
  readonly patch: z.ZodType
}

/** A resource that remembers its own types. */
export interface Defined<S extends ResourceSpec> extends Resource {
  readonly name: S['name']
  readonly read: z.ZodType<Row<S>>
  readonly create: z.ZodType<Create<S>, Create<S>>
  readonly patch: z.ZodType<Patch<S>, Patch<S>>
  /** Never set: it only carries the TypeScript type. */
  readonly spec?: S
}

/** The row type of a resource: `RowOf<typeof Product>`. */
export type RowOf<R> = R extends Defined<infer S> ? Row<S> : never
export type CreateOf<R> = R extends Defined<infer S> ? Create<S> : never
export type OrderByOf<R> = R extends Defined<infer S> ? OrderBy<S> : never
export type PatchOf<R> = R extends Defined<infer S> ? Patch<S> : never

/** What a list may be sorted by: some fields, and lookups that stand for the rows they show. */
export const sortableNames = ({ fields, findable = [] }: Resource): readonly string[] => [
  ...Object.keys(fields).filter((name) => fields[name]?.sort),
  ...findable,
]

/** The custom field that `customFields.size` means to sort by; undefined where the name means something else. */
export function sortedCustomField({ fields }: Resource, name: string): string | undefined {
  const key = fields.customFields && /^customFields\.(.{1,100})$/su.exec(name)?.[1]
  return key && isSafeKey(key) && isKeepableText(key) ? key : undefined
}

/** May a list of the resource be sorted by this? */
export const isSortable = (resource: Resource, name: string): boolean =>
  sortableNames(resource).includes(name) || sortedCustomField(resource, name) !== undefined

/** Turns one description into everything that is derived from it. Nothing else may describe a resource a second time. */
export function defineResource<const S extends ResourceSpec>(spec: S): Defined<S> {
  const key = spec.key ?? 'id'
  const fields: Fields = { ...systemFieldsBefore(spec), ...ownFields(spec), ...systemFieldsAfter(spec) }
  const lookups = spec.lookups ?? {}
  const derived = spec.derived ?? {}
  return {
    ...spec,
    key,
    fields,
    lookups,
    derived,
    columns: [...Object.keys(fields), ...Object.keys(lookups), ...Object.keys(derived), 'abilities'],
    ...schemas(fields, lookups, derived),
  } as unknown as Defined<S>
}

/** A handle that a caller chooses must lead to its row. */
function ownFields({ fields, handle }: ResourceSpec): Fields {
  const field = handle === undefined ? undefined : fields[handle]
  if (handle === undefined || !field) return fields
  const isFree = (value: unknown) => isReachable(String(value))
  return { ...fields, [handle]: { ...field, schema: field.schema.refine(isFree, 'Means something else in addresses') } }
}

function systemFieldsBefore({ key, scope }: ResourceSpec): Fields {
  return {
    ...(!key && { id: reference('', { presence: 'defaulted', write: 'never', filter: true, sort: true }) }),
    ...(scope.kind === 'organization' &&
      scope.field === 'organization' && {
        organization: reference('organization', {
          presence: scope.unowned ? 'nullable' : 'required',
          write: 'create',
          filter: true,
        }),
      }),
  }
}

function systemFieldsAfter({ softDelete, tagged, customFields, appendOnly }: ResourceSpec): Fields {
  return {
    ...(tagged && { tags: words({ presence: 'defaulted', filter: true }) }),
    ...(customFields && { customFields: json(jsonObject, { presence: 'defaulted', filter: true }) }),
    createdAt: timestamp({ presence: 'defaulted', write: 'never', filter: true, sort: true }),
    ...(!appendOnly && {
      updatedAt: timestamp({ presence: 'defaulted', write: 'never', filter: true, sort: true }),
      createdBy: reference('user', { presence: 'nullable', write: 'never', filter: true }),
      updatedBy: reference('user', { presence: 'nullable', write: 'never', filter: true }),
      version: integer({ presence: 'defaulted', write: 'never', min: 1 }),
    }),
    ...(softDelete && { deletedAt: timestamp({ presence: 'nullable', write: 'never', filter: true, sort: true }) }),
  }
}

function schemas(fields: Fields, lookups: ResourceSpec['lookups'], derived: Readonly<Record<string, Derived>>) {
  const read: Record<string, z.ZodType> = {}
  const create: Record<string, z.ZodType> = {}
  const patch: Record<string, z.ZodType> = { version: z.int().min(1).optional() }
  for (const [name, { schema, presence, write }] of Object.entries(fields)) {
    const value = presence === 'nullable' ? schema.nullable() : schema
    read[name] = value
    if (write !== 'never') create[name] = presence === 'required' ? value : value.optional()
    if (write === 'always') patch[name] = value.optional()
  }
  for (const name of Object.keys(lookups ?? {})) read[name] = z.string().nullable()
  for (const [name, { schema }] of Object.entries(derived)) read[name] = schema
  read.abilities = z.array(z.string())
  return { read: z.object(read), create: z.strictObject(create), patch: z.strictObject(patch) }
}

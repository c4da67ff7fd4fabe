import { z } from 'zod'

/** How a value is stored and compared. The SQL compiler and the in-memory evaluator both switch on it. */
export type FieldKind = 'uuid' | 'text' | 'integer' | 'bigint' | 'boolean' | 'date' | 'timestamp' | 'textArray' | 'json'

/** `required`: must be given on create. `defaulted`: never null, may be left out. `nullable`: may be null. */
export type Presence = 'required' | 'defaulted' | 'nullable'

/** When a caller may write the field. `never` means that only the system sets it. */
export type Writable = 'always' | 'create' | 'never'

/** What a list may do with the field, beyond showing it. */
export interface FieldUse {
  readonly filter?: boolean | undefined
  readonly sort?: boolean | undefined
  readonly search?: boolean | undefined
}

export interface Field<
  Value = unknown,
  P extends Presence = Presence,
  W extends Writable = Writable,
  S extends boolean | undefined = boolean | undefined,
> extends FieldUse {
  readonly sort?: S
  readonly kind: FieldKind
  /** The value alone: null and absence follow from `presence`. */
  readonly schema: z.ZodType
  readonly presence: P
  readonly write: W
  /** Allowed values, for forms, filters and the database's CHECK. */
  readonly choices?: readonly string[]
  /** The resource that the value names by its key. */
  readonly reference?: string
  /** Its column, where that does not follow from its name. */
  readonly column?: string | undefined
  /** Personal: the audit trail tells that it changed, and neither from what nor to what. */
  readonly mask?: boolean | undefined
  /** Never set: it only carries the TypeScript type. */
  readonly value?: Value
}

interface Options extends FieldUse {
  readonly presence?: Presence | undefined
  readonly write?: Writable | undefined
  readonly column?: string | undefined
  readonly mask?: boolean | undefined
}

type PresenceOf<O> = O extends { presence: infer P extends Presence } ? P : 'required'
type WritableOf<O> = O extends { write: infer W extends Writable } ? W : 'always'
type SortOf<O> = O extends { sort: true } ? true : false
type Made<Value, O> = Field<Value, PresenceOf<O>, WritableOf<O>, SortOf<O>>

function make<Value, O extends Options>(
  kind: FieldKind,
  schema: z.ZodType,
  { presence = 'required', write = 'always', ...rest }: Options,
  more: Partial<Field> = {},
): Made<Value, O> {
  return { kind, schema, presence, write, ...rest, ...more } as Made<Value, O>
}

/** Control characters other than tab and line breaks never belong into a name or a note; NUL and half a surrogate pair cannot even be stored. */
const isPrintable = (value: string) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\p{Surrogate}]/u.test(value)
export const printable = z.string().refine(isPrintable, 'Control characters are not allowed')

interface TextOptions extends Options {
  readonly max: number
  readonly min?: number
  readonly pattern?: RegExp
  readonly format?: 'email'
}

/** Text, trimmed, at most `max` characters. Required text may not be blank. */
export function text<const O extends TextOptions>({ max, min, pattern, format, ...options }: O): Made<string, O> {
  const least = min ?? ((options.presence ?? 'required') === 'required' ? 1 : 0)
  const base = printable
    .trim()
    .min(least, least === 1 ? 'May not be blank' : undefined)
    .max(max)
  const shaped = pattern ? base.regex(pattern, 'Not in the form that belongs here') : base
  const schema = format === 'email' ? shaped.toLowerCase().pipe(z.email('Not an e-mail address')) : shaped
  return make('text', schema, options)
}

/** One of a fixed list of words. Stored as text with a CHECK: native enums would switch indexes off under RLS. */
export function choice<const C extends readonly [string, ...string[]], const O extends Options>(
  choices: C,
  options: O,
): Made<C[number], O> {
  return make('text', z.enum(choices), options, { choices })
}

export function integer<const O extends Options & { min?: number; max?: number }>({
  min = -2_147_483_648,
  max = 2_147_483_647,
  ...options
}: O): Made<number, O> {
  return make('integer', z.int().min(min).max(max), options)
}

/** A count of bytes or the like: whole, not negative, within JavaScript's exact range. */
export function bigint<const O extends Options>(options: O): Made<number, O> {
  return make('bigint', z.int().min(0).max(Number.MAX_SAFE_INTEGER), options)
}

export function boolean<const O extends Options>(options: O): Made<boolean, O> {
  return make('boolean', z.boolean(), options)
}

/** A calendar day, `2026-11-21`. */
export function date<const O extends Options>(options: O): Made<string, O> {
  return make('date', z.iso.date(), options)
}

/** A moment, ISO 8601 in UTC with milliseconds. */
export function timestamp<const O extends Options>(options: O): Made<string, O> {
  return make('timestamp', z.iso.datetime({ offset: true }), options)
}

/** A reference to another resource, by its key. */
export function reference<const R extends string, const O extends Options & { kind?: 'uuid' | 'text' }>(
  resource: R,
  { kind = 'uuid', ...options }: O,
): Made<string, O> & { readonly reference: R } {
  const schema = kind === 'uuid' ? z.uuid() : printable.min(1).max(100)
  return make(kind, schema, options, { reference: resource }) as Made<string, O> & { readonly reference: R }
}

/** A set of short words, such as tags: trimmed, without doubles, in the order given. */
export function words<const O extends Options & { max?: number }>({ max = 50, ...options }: O): Made<string[], O> {
  const word = printable.trim().min(1).max(100)
  const schema = z
    .array(word)
    .max(max)
    .transform((given) => [...new Set(given)])
  return make('textArray', schema, options)
}

/** A structured value with a schema of its own. */
export function json<Value, const O extends Options>(schema: z.ZodType<Value>, options: O): Made<Value, O> {
  return make('json', schema, options)
}

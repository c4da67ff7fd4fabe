import { z } from 'zod'
import { decimalText } from './decimal-text.ts'

/** How a value is stored and compared. The SQL compiler and the in-memory evaluator both switch on it. */
export type FieldKind =
  | 'uuid'
  | 'text'
  | 'integer'
  | 'bigint'
  | 'decimal'
  | 'boolean'
  | 'date'
  | 'timestamp'
  | 'textArray'
  | 'json'
  | 'items'

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
  /** What the referenced row must be: `{ categoryType: 'PRODUCT' }`. That it is live and active is asked of every one. */
  readonly where?: Readonly<Record<string, string>> | undefined
  /** What becomes of this row when the referenced one is deleted. `protect` refuses that, and is what is meant by saying nothing. */
  readonly onDelete?: OnDelete | undefined
  /** The members of a structured value, or of each item of a list: names of ours, spelt as REST spells names. */
  readonly members?: Readonly<Record<string, z.ZodType>>
  /** Its column, where that does not follow from its name. */
  readonly column?: string | undefined
  /** Personal: the audit trail tells that it changed, and neither from what nor to what. */
  readonly mask?: boolean | undefined
  /** Who sees it is judged row by row, by more than grants: the doors of its own module do that, and no list is taken out with it. */
  readonly isWithheld?: boolean | undefined
  /** The database keeps it, from other fields of the row. */
  readonly isGenerated?: boolean | undefined
  /** Never set: it only carries the TypeScript type. */
  readonly value?: Value
}

/** `clear` empties the reference, `cascade` deletes the row that holds it as well. */
export type OnDelete = 'protect' | 'clear' | 'cascade'

interface Options extends FieldUse {
  readonly presence?: Presence | undefined
  readonly write?: Writable | undefined
  readonly column?: string | undefined
  readonly mask?: boolean | undefined
  readonly isWithheld?: boolean | undefined
  readonly isGenerated?: boolean | undefined
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
export const isPrintable = (value: string) =>
  !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\p{Surrogate}]/u.test(value)
export const printable = z.string().refine(isPrintable, 'Control characters are not allowed')

interface TextOptions extends Options {
  readonly max: number
  readonly min?: number
  readonly pattern?: RegExp
  readonly format?: 'email'
  /** A check beyond the form: true, or what is wrong. */
  readonly is?: (value: string) => true | string
}

/** Text, trimmed, at most `max` characters. Required text may not be blank. */
export function text<const O extends TextOptions>({ max, min, pattern, format, is, ...options }: O): Made<string, O> {
  const least = min ?? ((options.presence ?? 'required') === 'required' ? 1 : 0)
  const base = printable
    .trim()
    .min(least, least === 1 ? 'May not be blank' : undefined)
    .max(max)
  const shaped = pattern ? base.regex(pattern, 'Not in the form that belongs here') : base
  const formed = format === 'email' ? shaped.toLowerCase().pipe(z.email('Not an e-mail address')) : shaped
  const schema = is ? formed.superRefine(refuseUnless(is)) : formed
  return make('text', schema, options)
}

function refuseUnless(is: (value: string) => true | string) {
  return (value: string, context: z.core.$RefinementCtx<string>): void => {
    const verdict = is(value)
    if (verdict !== true) context.addIssue({ code: 'custom', message: verdict })
  }
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

/** A number that is never a float: text such as `0.0825`, with at most `precision` digits, `scale` of them after the point. */
export function decimal<const O extends Options & { precision: number; scale: number; min?: string; max?: string }>({
  precision,
  scale,
  min,
  max,
  ...options
}: O): Made<string, O> {
  return make('decimal', decimalText({ precision, scale, min, max }), options)
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

interface ReferenceOptions extends Options {
  readonly kind?: 'uuid' | 'text'
  readonly where?: Field['where']
  readonly onDelete?: OnDelete
}

/** A reference to another resource, by its key. */
export function reference<const R extends string, const O extends ReferenceOptions>(
  resource: R,
  { kind = 'uuid', where, onDelete, ...options }: O,
): Made<string, O> & { readonly reference: R } {
  const schema = kind === 'uuid' ? z.uuid() : printable.min(1).max(100)
  const more = { reference: resource, ...(where && { where }), ...(onDelete && { onDelete }) }
  return make(kind, schema, options, more) as Made<string, O> & { readonly reference: R }
}

/** A slug of the status vocabulary (seed 001, Status): any that is active, or, where code depends on them, one of `choices`. */
export function status<const C extends readonly [string, ...string[]], const O extends Options>(
  choices: C | null,
  options: O,
): Made<C[number], O> & { readonly reference: 'status' } {
  const schema = choices ? z.enum(choices) : printable.min(1).max(50)
  const more = { reference: 'status', column: 'status', ...(choices && { choices }) } as const
  return make('text', schema, options, more) as Made<C[number], O> & { readonly reference: 'status' }
}

/** Lists of words are separated by commas in addresses and forms: one with a comma in it could not be asked for. */
export const hasNoComma = (value: string): true | string => !value.includes(',') || 'May not contain a comma'

/** One of a set of words. */
export const word = printable.trim().min(1).max(100).superRefine(refuseUnless(hasNoComma))

/** A set of short words, such as tags: trimmed, without doubles, in the order given. */
export function words<const O extends Options & { max?: number }>({ max = 50, ...options }: O): Made<string[], O> {
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

/** One structured value whose members are names of ours, such as an address. Filters reach them: `address.country`. */
export function structure<const Shape extends z.ZodRawShape, const O extends Options>(
  schema: z.ZodObject<Shape>,
  options: O,
): Made<z.output<z.ZodObject<Shape>>, O> {
  return make('json', schema, options, { members: schema.shape as unknown as Record<string, z.ZodType> })
}

interface ItemsOptions extends Options {
  readonly max?: number
  /** Puts the list in order before it is kept: one primary item, no doubles. Faults are told by their path. */
  readonly refine?: (schema: z.ZodType) => z.ZodType
}

/**
 * A list of structured values that live and die with their row, such as the e-mail addresses of a contact. A condition on
 * `emailAddresses.email` holds when it holds for any of them.
 */
export function items<const Shape extends z.ZodRawShape, const O extends ItemsOptions>(
  item: z.ZodObject<Shape>,
  { max = 50, refine = (schema) => schema, ...options }: O,
): Made<z.output<z.ZodObject<Shape>>[], O> {
  const list = z.array(item).max(max).superRefine(refuseSameIds)
  return make('items', refine(list), options, {
    members: item.shape as unknown as Record<string, z.ZodType>,
  })
}

/** An item is known by its id from one change to the next. */
function refuseSameIds(list: readonly object[], context: z.core.$RefinementCtx): void {
  const seen = new Set<unknown>()
  for (const [index, item] of list.entries()) {
    const id = 'id' in item ? item.id : undefined
    if (id === undefined) continue
    if (seen.has(id)) context.addIssue({ code: 'custom', path: [index, 'id'], message: 'Stands in the list twice' })
    seen.add(id)
  }
}

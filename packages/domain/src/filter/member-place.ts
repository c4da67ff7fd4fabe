import type { z } from 'zod'
import type { Field, FieldKind } from '../resource/field.ts'

/** How a value inside a structured one is compared. `json` is one of a free object, such as an address's own custom fields. */
export type MemberKind = 'text' | 'number' | 'boolean' | 'json'

/** A value inside a structured one: `address.country` in `addresses.address.country`. */
export interface Member {
  readonly path: readonly string[]
  readonly kind: MemberKind
  readonly choices?: readonly string[]
}

/** What a condition on a place compares: the field itself, or a member of its value. */
export interface Compared {
  readonly kind: FieldKind | MemberKind
  readonly choices?: readonly string[]
}

export interface MemberPath {
  readonly member: Member
  /** What is left of the path, where the member is a free object. */
  readonly rest?: string
}

interface Spelling {
  readonly separator: RegExp
  readonly nameOf: (segment: string) => string
}

/** Follows a path through the members of a structured field; undefined where it leads nowhere, or to no single value. */
export function memberAt(
  { members = {} }: Pick<Field, 'members'>,
  path: string,
  { separator, nameOf }: Spelling,
  before: readonly string[] = [],
): MemberPath | undefined {
  const cut = separator.exec(path)
  const name = nameOf(cut ? path.slice(0, cut.index) : path)
  const schema = Object.hasOwn(members, name) ? bare(members[name]) : undefined
  if (!schema) return undefined
  const at = [...before, name]
  const rest = cut ? path.slice(cut.index + cut[0].length) : undefined
  if (schema.def.type === 'object') {
    const { shape } = schema as unknown as { readonly shape: Record<string, z.ZodType> }
    return rest ? memberAt({ members: shape }, rest, { separator, nameOf }, at) : undefined
  }
  if (schema.def.type === 'custom') return rest ? { member: { path: at, kind: 'json' }, rest } : undefined
  const value = rest === undefined ? valueKinds[schema.def.type] : undefined
  return value && { member: { path: at, kind: value, ...choicesOf(schema) } }
}

/** The members that a search looks into: free text, neither a word of ours nor an id. */
export const searchedMembers = (
  { members = {} }: Pick<Field, 'members'>,
  before: readonly string[] = [],
): readonly (readonly string[])[] =>
  Object.entries(members).flatMap(([name, given]) => {
    const schema = bare(given)
    const at = [...before, name]
    if (schema?.def.type === 'object') {
      const { shape } = schema as unknown as { readonly shape: Record<string, z.ZodType> }
      return searchedMembers({ members: shape }, at)
    }
    return schema?.def.type === 'string' && name !== 'id' ? [at] : []
  })

const valueKinds: Readonly<Record<string, MemberKind | undefined>> = {
  string: 'text',
  enum: 'text',
  number: 'number',
  boolean: 'boolean',
}

function choicesOf(schema: z.ZodType): { readonly choices?: readonly string[] } {
  return schema.def.type === 'enum' ? { choices: (schema as unknown as { readonly options: string[] }).options } : {}
}

/** What a schema is about once defaults, absence and transformations are taken off. */
function bare(schema: z.ZodType | undefined): z.ZodType | undefined {
  const inner = schema && (schema.def as { readonly innerType?: z.ZodType; readonly in?: z.ZodType })
  const next = inner?.innerType ?? inner?.in
  return next ? bare(next) : schema
}

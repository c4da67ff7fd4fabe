import { resourceNamed } from '../registry.ts'
import type { Resource } from '../resource/define-resource.ts'
import type { Field } from '../resource/field.ts'
import { camelCase } from '../resource/names.ts'
import { conditionsOf, type Filter } from './filter.ts'
import { type Compared, type Member, memberAt } from './member-place.ts'

export type FindResource = (name: string) => Resource

/** One name on the way from a resource to a field. */
export interface FieldStep {
  readonly owner: Resource
  readonly name: string
  readonly field: Field
}

/** Where a path leads. `parent.organizationType.name` has the steps `parent`, `organizationType` and, last, `name`. */
export interface FieldPlace {
  readonly steps: readonly [...FieldStep[], FieldStep]
  readonly last: FieldStep
  /** References followed to reach the field, as one path: `parent.organizationType`; empty for a field of the resource itself. */
  readonly through: string
  /** The value meant inside a structured one: `email` in `emailAddresses.email`. */
  readonly member?: Member
  /** The key inside a free object: `color` in `customFields.color`. Kept to the letter, it may hold dots. */
  readonly key?: string
}

/** The distinct field paths that a filter names. */
export const filterFields = (filter: Filter): readonly string[] => [
  ...new Set(conditionsOf(filter).map(({ field }) => field)),
]

/** Follows a canonical path (`organization.name`) through references; undefined where it leads nowhere. */
export const fieldAt = (
  resource: Resource,
  path: string,
  named: FindResource = resourceNamed,
): FieldPlace | undefined => walk(resource, path, { separator: /\./, nameOf: (segment) => segment, named })

/** The same for REST's spellings: `product_type`, `category__slug`, `category.slug`. */
export const fieldAtRest = (
  resource: Resource,
  path: string,
  named: FindResource = resourceNamed,
): FieldPlace | undefined => walk(resource, path, { separator: /__|\./, nameOf: camelCase, named })

/** The canonical path of a place. */
export const pathOf = ({ steps, member, key }: FieldPlace): string =>
  [...steps.map(({ name }) => name), ...(member?.path ?? []), ...(key === undefined ? [] : [key])].join('.')

/** What a condition on this place compares. */
export const comparedAt = ({ last, member }: FieldPlace): Compared => member ?? last.field

/** The nodes of a tree are addressed by its key or by a reference to it. */
export const isTreeNode = (
  { last: { owner, name, field } }: FieldPlace,
  named: FindResource = resourceNamed,
): boolean => Boolean(field.reference ? named(field.reference).tree : name === owner.key && owner.tree)

interface Spelling {
  readonly separator: RegExp
  readonly nameOf: (segment: string) => string
  readonly named: FindResource
}

function walk(
  owner: Resource,
  path: string,
  spelling: Spelling,
  before: readonly FieldStep[] = [],
): FieldPlace | undefined {
  const cut = spelling.separator.exec(path)
  const name = spelling.nameOf(cut ? path.slice(0, cut.index) : path)
  const rest = cut ? path.slice(cut.index + cut[0].length) : undefined
  const field = Object.hasOwn(owner.fields, name) ? owner.fields[name] : undefined
  if (!field) return undefined

  const last = { owner, name, field }
  const place = { steps: [...before, last], last, through: before.map((step) => step.name).join('.') } as const
  if (field.members) {
    const found = rest ? memberAt(field, rest, spelling) : undefined
    return found && { ...place, member: found.member, ...(found.rest !== undefined && { key: found.rest }) }
  }
  if (field.kind === 'json') return rest ? { ...place, key: rest } : undefined
  if (rest === undefined) return place
  return field.reference ? walk(spelling.named(field.reference), rest, spelling, place.steps) : undefined
}

import { type OnDelete, type Resource, resourceNamed, resources } from '@groundwork/domain'
import { type Column, columnOfField, tableOf } from '../query/table.ts'

/** A field that names a row by its key, seen from both of its ends. */
export interface Reference {
  readonly owner: Resource
  readonly field: string
  readonly column: Column
  readonly target: Resource
  readonly onDelete: OnDelete
  /** What the row behind it must be: `{ categoryType: 'PRODUCT' }`. */
  readonly where: Readonly<Record<string, string>>
  /** The organization that the row belongs to: settled when it is made, and judged there. */
  readonly isHome: boolean
  /** Only the system sets it, such as who made the row: nothing hangs on it. */
  readonly isStamp: boolean
  /** The place in a tree. */
  readonly isParent: boolean
  /** Both ends belong to an organization, so to the same one. */
  readonly staysInOrganization: boolean
}

const known = new WeakMap<Resource, readonly Reference[]>()

/** The references that a row of this resource holds. */
export function referencesOf(owner: Resource): readonly Reference[] {
  const found = known.get(owner)
  if (found) return found
  const described = Object.keys(owner.fields).flatMap((field) => describe(owner, field) ?? [])
  known.set(owner, described)
  return described
}

const registry: readonly Resource[] = Object.values(resources)
const usersKnown = new WeakMap<Resource, readonly Reference[]>()

/** The references in all resources that lead to a row of this one, as far as its deletion concerns them. */
export function usersOf(target: Resource): readonly Reference[] {
  const found = usersKnown.get(target)
  if (found) return found
  const described = registry.flatMap((owner) =>
    referencesOf(owner).filter((reference) => reference.target === target && isConcerned(reference)),
  )
  usersKnown.set(target, described)
  return described
}

/**
 * Nobody asks for what is stamped on a row. Of what belongs to an organization, the rows that people keep hold it back; what is
 * only about the organization itself, such as its members and its tags, goes out of sight with it.
 */
const isConcerned = ({ owner, isHome, isStamp }: Reference) =>
  !owner.appendOnly && !isStamp && (!isHome || owner.softDelete === true)

/** A tree of organizations: each node is an organization of its own, and few see all of it. */
export const isTreeOfOrganizations = ({ scope }: Resource) => scope.kind === 'organization' && scope.field === 'id'

export const isInOrganization = ({ scope }: Resource) => scope.kind === 'organization' && scope.field === 'organization'

function describe(owner: Resource, field: string): Reference | undefined {
  const definition = owner.fields[field]
  if (!definition?.reference) return undefined
  const target = resourceNamed(definition.reference)
  return {
    owner,
    field,
    column: columnOfField(tableOf(owner), field),
    target,
    onDelete: definition.onDelete ?? 'protect',
    where: definition.where ?? {},
    isHome: isInOrganization(owner) && field === 'organization',
    isStamp: definition.write === 'never' && !definition.onDelete,
    isParent: Boolean(owner.tree) && field === 'parent',
    staysInOrganization: owner.scope.kind === 'organization' && isInOrganization(target),
  }
}

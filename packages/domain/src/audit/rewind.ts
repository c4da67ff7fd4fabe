import { grantsOfToday } from '../access/grants-of-today.ts'
import { Role } from '../access/role.ts'
import type { Resource } from '../resource/define-resource.ts'
import type { Field } from '../resource/field.ts'
import { type AuditChanges, isSameValue, maskedValue } from './audit-diff.ts'

export interface Rewound {
  /** What to write so that the fields are again what they were. */
  readonly values: Readonly<Record<string, unknown>>
  /** Fields that were different then and stay as they are now. */
  readonly skipped: readonly string[]
}

/**
 * Undoes diffs: the field values right before the first of them. `later` is every diff since, the oldest first. What
 * cannot be written by an update, or is masked in the trail, is skipped; of what `canRead` closes not even that is told.
 */
export function rewind(
  resource: Resource,
  later: readonly AuditChanges[],
  canRead: (field: string) => boolean = () => true,
): Rewound {
  const values: Record<string, unknown> = {}
  const skipped: string[] = []
  for (const name of new Set(later.flatMap((changes) => Object.keys(changes)))) {
    const field = Object.hasOwn(resource.fields, name) ? resource.fields[name] : undefined
    // What follows from other fields comes back with them.
    if (!field || field.isGenerated || !canRead(name)) continue
    const told = later.flatMap((changes) => (Object.hasOwn(changes, name) ? [changes[name]] : []))
    const [then, now] = [told[0]?.old ?? null, told.at(-1)?.new ?? null]
    const again = ofToday(resource, name, then)
    if (isMasked(then) || isMasked(now)) skipped.push(name)
    else if (isSameValue(then, now) || isSameValue(again, now)) continue
    else if (isRestorable(resource, name)) values[name] = again ?? emptyOf(field)
    else skipped.push(name)
  }
  return { values, skipped: skipped.sort() }
}

/** What migrations have put into other words since comes back in these. */
const ofToday = (resource: Resource, field: string, then: unknown): unknown =>
  resource.name === Role.name && field === 'grants' ? grantsOfToday(then) : then

/** A place in a tree changes by `move` alone. */
const isRestorable = ({ fields, tree }: Resource, name: string) =>
  fields[name]?.write === 'always' && !(tree && name === 'parent')

/** Also a secret inside a value: half a value is worse than none. */
function isMasked(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return value === maskedValue
  return Object.values(value).some(isMasked)
}

/** Diffs of rows that were made or went leave out what was empty, and call empty what never is null. */
function emptyOf({ presence, kind }: Field): unknown {
  if (presence === 'nullable') return null
  if (kind === 'textArray' || kind === 'items') return []
  if (kind === 'json') return {}
  return kind === 'text' ? '' : null
}

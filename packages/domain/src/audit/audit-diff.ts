import type { Resource } from '../resource/define-resource.ts'
import type { JsonValue } from '../resource/json-object.ts'

export interface AuditChange {
  readonly old: unknown
  readonly new: unknown
}

export type AuditChanges = Readonly<Record<string, AuditChange>>

type Row = Readonly<Record<string, unknown>>

/** What stands in the audit trail instead of a secret or personal value. */
export const maskedValue = '***'

/** Who and when are told by the entry itself, and the version by every change. */
const untold = new Set(['createdAt', 'updatedAt', 'createdBy', 'updatedBy', 'version', 'organization'])

/**
 * The fields that differ, with their values before and after. A new row differs from nothing, a row that is gone leaves
 * nothing; fields that are empty on both sides are not mentioned. Secrets are masked wherever they stand, and so are the fields
 * that say so (`mask`).
 */
export function auditDiff(resource: Resource, before: Row | null, after: Row | null): AuditChanges {
  const changes: Record<string, AuditChange> = {}
  for (const { field, isMasked } of toldFields(resource)) {
    const old = before?.[field] ?? null
    const current = after?.[field] ?? null
    if (isSameValue(old, current) || (!(before && after) && isEmpty(old) && isEmpty(current))) continue
    changes[field] = isMasked ? maskBoth(old, current) : { old: maskSecrets(old), new: maskSecrets(current) }
  }
  return changes
}

interface ToldField {
  readonly field: string
  readonly isMasked: boolean
}

const known = new WeakMap<Resource, readonly ToldField[]>()

/** Asked for every row that is written: worked out once. */
function toldFields(resource: Resource): readonly ToldField[] {
  const found = known.get(resource)
  if (found) return found
  const told = Object.entries(resource.fields)
    .filter(([field]) => !untold.has(field) && field !== resource.key)
    .map(([field, { mask }]) => ({ field, isMasked: mask === true || isSecretName(field) }))
  known.set(resource, told)
  return told
}

const maskBoth = (old: unknown, current: unknown): AuditChange => ({
  old: old === null ? null : maskedValue,
  new: current === null ? null : maskedValue,
})

/** Custom fields and settings may hold anything, so what is named like a secret is taken for one. */
const isSecretName = (name: string) =>
  /pass(word|phrase|code)|secret|token|credential|api_?key|private_?key/i.test(name)

function maskSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskSecrets)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      isSecretName(name) && item !== null ? maskedValue : maskSecrets(item),
    ]),
  )
}

/** Equal as the database sees it, which does not keep the order of keys. */
export const isSameValue = (one: unknown, other: unknown) =>
  one === other || (isStructure(one) && isStructure(other) && canonical(one) === canonical(other))

const isStructure = (value: unknown) => typeof value === 'object' && value !== null

/** JSON with sorted keys: the database does not keep their order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, item: JsonValue) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([one], [other]) => (one < other ? -1 : 1)))
      : item,
  )
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === '') return true
  return typeof value === 'object' && Object.keys(value).length === 0
}

/** The same for values that are no resource's row: which of them differ, by their names. */
export function auditedDifference(before: Row, after: Row): AuditChanges {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  const changed = names.filter((name) => !isSameValue(before[name] ?? null, after[name] ?? null))
  return Object.fromEntries(
    changed.map((name) => [name, { old: maskSecrets(before[name] ?? null), new: maskSecrets(after[name] ?? null) }]),
  )
}

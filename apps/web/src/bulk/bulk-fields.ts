import type { Resource } from '@groundwork/domain'
import type { Definition } from '../custom-field/definitions.ts'
import type { AnyRow } from '../resource/record-types.ts'
import { spell } from '../resource/words.ts'
import type { BulkChanges } from './use-bulk.ts'

/** A field that many records can be given the same value of. */
export interface BulkField {
  readonly path: string
  readonly label: string
  readonly kind: string
  readonly definition?: Definition
}

const customPrefix = 'customFields.'

/** What may be set in many records at once. What must be unique, and lists of things, are each record's own. */
export function bulkFields(
  { fields, uniques = [], scope }: Resource,
  definitions: readonly Definition[],
): readonly BulkField[] {
  const alone = new Set(
    uniques
      .map((names) => names.filter((name) => name !== 'organization'))
      .filter(({ length }) => length === 1)
      .flat(),
  )
  const own = Object.entries(fields).flatMap(([name, { kind, write }]): BulkField[] => {
    const isLeftOut = write !== 'always' || alone.has(name) || name === 'parent' || kind === 'textArray'
    if (isLeftOut || kind === 'json' || kind === 'items') return []
    return [{ path: name, label: spell(name), kind }]
  })
  const custom = definitions
    .filter(({ isActive }) => isActive && scope.kind === 'organization')
    .map((definition) => ({
      path: `${customPrefix}${definition.key}`,
      label: definition.label,
      kind: definition.type,
      definition,
    }))
  return [...own, ...custom]
}

/** The values by field, as what to send. */
export function bulkChangesOf(values: AnyRow): BulkChanges {
  const custom = Object.entries(values).filter(([path]) => path.startsWith(customPrefix))
  const own = Object.entries(values).filter(([path]) => !path.startsWith(customPrefix))
  return {
    ...(own.length && { values: Object.fromEntries(own) }),
    ...(custom.length && {
      customFields: Object.fromEntries(custom.map(([path, value]) => [path.slice(customPrefix.length), value])),
    }),
  }
}

import type { Resource } from '@groundwork/domain'
import { enteredNames } from './field-groups.ts'
import type { AnyRow } from './record-types.ts'

/** Switches that are on unless somebody turns them off. A form says what it shows, so the answer never differs from it. */
const startsOn: ReadonlySet<string> = new Set(['isActive', 'isInventoryTracked', 'isPurchasable', 'isSellable'])

/** What a form for a new record starts with. */
export function initialValues(resource: Pick<Resource, 'fields'>, given: AnyRow): AnyRow {
  const switches = enteredNames(resource, true).filter((name) => resource.fields[name]?.kind === 'boolean')
  return { ...Object.fromEntries(switches.map((name) => [name, startsOn.has(name)])), ...given }
}

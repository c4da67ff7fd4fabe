import type { Definition } from '../custom-field/definitions.ts'
import { spell } from './words.ts'

const customPrefix = 'customFields.'

/** What a field that rows are grouped by is called. */
export function groupLabel(name: string, definitions: readonly Definition[]): string {
  const key = name.startsWith(customPrefix) ? name.slice(customPrefix.length) : undefined
  if (key === undefined) return spell(name)
  return definitions.find((definition) => definition.key === key)?.label ?? key
}

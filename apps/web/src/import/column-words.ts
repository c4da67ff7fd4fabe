import { camelCase, type ProposedColumn } from '@groundwork/domain'
import { spell } from '../resource/words.ts'
import { words } from './words.ts'

/** A column as the lists and forms call it; a custom field as the organization does. */
export const columnInWords = ({ name, label }: Pick<ProposedColumn, 'name' | 'label'>): string =>
  name.startsWith('custom_fields.') ? label : spell(camelCase(name))

/** The same by its name alone, for a job of which no more is known. */
export const nameInWords = (name: string): string => columnInWords({ name, label: name.slice(name.indexOf('.') + 1) })

export const keyInWords = (key: readonly string[]): string => key.map(nameInWords).join(words.and)

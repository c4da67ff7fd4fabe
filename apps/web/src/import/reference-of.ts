import { camelCase, type Field } from '@groundwork/domain'
import type { NamedResource } from '../resource/record-types.ts'

interface ReferenceOf {
  readonly resource: string
  readonly where: Field['where']
}

/** Whose rows a column names; undefined where it holds a value of its own. */
export function referenceOf({ fields }: NamedResource, column: string): ReferenceOf | undefined {
  const field = fields[camelCase(column)]
  return field?.reference ? { resource: field.reference, where: field.where } : undefined
}

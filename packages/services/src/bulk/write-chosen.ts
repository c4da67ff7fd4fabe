import type { ChosenRow, NewBulkChange, UnitOfWork } from '@groundwork/db'
import {
  type BulkParameters,
  type Defined,
  DomainError,
  isJsonObject,
  type JsonObject,
  type Resource,
  type ResourceSpec,
} from '@groundwork/domain'
import { retagged } from '../resource/retagged.ts'

/** What has become of a row; one that is as it should be already was not changed. */
export interface Changed extends NewBulkChange {
  readonly isAsBefore: boolean
}

interface Chosen {
  readonly resource: Resource
  readonly parameters: BulkParameters
  /** For the audit entries. */
  readonly details: JsonObject
}

/** Does the one thing to these rows, by the engine's verbs for many: with the rights, rules and audit entries of single ones. */
export async function writeChosen(
  work: UnitOfWork,
  { resource: of, parameters, details }: Chosen,
  rows: readonly ChosenRow[],
): Promise<readonly Changed[]> {
  const resource = of as Defined<ResourceSpec>
  const keys = rows.map(({ key }) => key)
  const told = { isToldTogether: true, details } as const
  switch (parameters.action) {
    case 'delete':
      return moved(resource, await work.removeMany(resource, keys, { ...told, isTriedOnce: true }))
    case 'restore':
      return moved(resource, await restoreRows(work, resource, { keys, details }))
    case 'update':
    case 'tag': {
      const changes = rows.map((row) => ({ key: row.key, changes: changesOf(parameters, row) }))
      const changed = await work.changeEach(resource, changes, told)
      return changed.map(({ row, before }) => ({
        ...placeOf(resource, row),
        before,
        isAsBefore: Object.keys(before).length === 0,
      }))
    }
  }
}

interface Restoring {
  readonly keys: readonly string[]
  readonly details: JsonObject
}

/** One by itself tells what is wrong with it without its place among many. */
export async function restoreRows(
  work: UnitOfWork,
  resource: Defined<ResourceSpec>,
  { keys, details }: Restoring,
): Promise<object[]> {
  const told = { isToldTogether: true, details } as const
  const [only, ...others] = keys
  return only !== undefined && !others.length
    ? [await work.restore(resource, only, told)]
    : work.restoreMany(resource, keys, { ...told, isTriedOnce: true })
}

/** Tags and custom fields are changed beside those that a row has. Whoever may not see these would take them away unseen. */
function changesOf(
  parameters: Extract<BulkParameters, { action: 'update' | 'tag' }>,
  { tags, customFields }: ChosenRow,
): Readonly<Record<string, unknown>> {
  if (parameters.action === 'update') {
    const { customFields: named, ...values } = parameters.values
    if (!isJsonObject(named)) return parameters.values
    if (!customFields) throw unseen('customFields')
    return { ...values, customFields: withoutEmpty({ ...customFields, ...named }) }
  }
  if (!tags) throw unseen('tags')
  const { addTags = [], removeTags = [] } = parameters
  return { tags: retagged(tags, addTags, removeTags) }
}

/** Setting a custom field to nothing takes it away. */
const withoutEmpty = (values: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== ''))

const unseen = (field: string) =>
  new DomainError('forbidden', `Not allowed: change ${field}`, { fields: { [field]: ['Not allowed'] } })

const moved = (resource: Resource, rows: readonly object[]): Changed[] =>
  rows.map((row) => ({ ...placeOf(resource, row), before: null, isAsBefore: false }))

const placeOf = (resource: Resource, row: object) => {
  const values = row as Readonly<Record<string, unknown>>
  return { object: String(values[resource.key]), version: Number(values.version) }
}

import { countCustomValues, lockDefinition, type StoredDefinition, type WorkContext } from '@groundwork/db'
import {
  type CreateOf,
  CustomFieldDefinition,
  customValueFault,
  DomainError,
  definitionFaults,
  notFound,
  type PatchOf,
  type RowOf,
} from '@groundwork/domain'
import type { EngineServices } from '../resource/verbs.ts'

type DefinitionRow = RowOf<typeof CustomFieldDefinition>

/** Gives one of an organization's kinds of rows a field. What rows hold under its key already stays as it is. */
export function createCustomField(
  { database }: EngineServices,
  context: WorkContext,
  input: CreateOf<typeof CustomFieldDefinition>,
): Promise<DefinitionRow> {
  return database.withUnitOfWork(context, (work) => {
    refuseFaults({ ...input, options: input.options ?? {} })
    return work.insert(CustomFieldDefinition, input)
  })
}

/**
 * Changes what is asked of values. They are never lost by it, nor made wrong: what rows hold must be right afterwards as well. That
 * a value becomes required is asked of rows when their fields are next changed.
 *
 * @throws DomainError conflict (`values_in_use`), with the number of rows
 */
export function updateCustomField(
  { database }: EngineServices,
  context: WorkContext,
  key: string,
  { version, ...changes }: PatchOf<typeof CustomFieldDefinition>,
): Promise<DefinitionRow> {
  return database.withUnitOfWork(context, async (work) => {
    const before = await lockDefinition(work, key)
    const updated = await work.update(
      CustomFieldDefinition,
      key,
      changes,
      version === undefined ? {} : { expectedVersion: version },
    )
    if (!before || changes.options === undefined) return updated
    const after = { ...before, options: changes.options }
    refuseFaults(after)
    const count = await countCustomValues(work, before, (value) => isMadeWrong(value, before, after))
    if (count) throw valuesInUse(count, 'would not be right any more')
    return updated
  })
}

/**
 * Takes a definition away that no row holds a value of. Others are made inactive: their values stay.
 *
 * @throws DomainError conflict (`values_in_use`), with the number of rows
 */
export function removeCustomField(
  { database }: EngineServices,
  context: WorkContext,
  key: string,
): Promise<DefinitionRow> {
  return database.withUnitOfWork(context, async (work) => {
    const definition = await lockDefinition(work, key)
    if (!definition) throw notFound(CustomFieldDefinition.label)
    const removed = await work.remove(CustomFieldDefinition, key)
    const count = await countCustomValues(work, definition)
    if (count) throw valuesInUse(count, 'would be without a field: make it inactive instead')
    return removed
  })
}

function isMadeWrong(value: unknown, before: StoredDefinition, after: StoredDefinition): boolean {
  if (before.options.resource !== after.options.resource) return true
  return customValueFault(before, value) === undefined && customValueFault(after, value) !== undefined
}

function refuseFaults(definition: Parameters<typeof definitionFaults>[0]): void {
  const fields = definitionFaults(definition)
  if (!Object.keys(fields).length) return
  throw new DomainError('invalid', 'The field cannot be defined so', { reason: 'invalid_definition', fields })
}

const valuesInUse = (count: number, what: string) =>
  new DomainError('conflict', `The values of ${count === 1 ? 'one row' : `${count} rows`} ${what}`, {
    reason: 'values_in_use',
    details: { count },
  })

import type { ExportQuery, WorkContext } from '@groundwork/db'
import {
  type CustomField,
  camelCase,
  chooseColumns,
  DomainError,
  type ExportableColumn,
  type ExportParameters,
  exportableColumns,
  exportableFields,
  isSortable,
  parseFilter,
  type Resource,
  readableBy,
} from '@groundwork/domain'
import { isUnlimited, principalOf } from '../identity/acting.ts'

/** What an export is about. */
export interface ExportSubject {
  readonly target: Resource
  readonly organization: string
  /** What the organization has defined for its rows. */
  readonly customFields: readonly CustomField[]
}

export interface ExportPlan {
  readonly columns: readonly ExportableColumn[]
  readonly query: ExportQuery
}

/**
 * Which columns of which rows an export writes, by the rights of whoever asks: judged when it is asked for, so that nobody waits to hear
 * of a slip, and again when it runs, by what they may do then.
 *
 * @throws DomainError invalid, with paths in the parameters: `columns.2`, `ordering.0`, `filter.and.1`
 */
export function planExport(
  context: WorkContext,
  { target, organization, customFields }: ExportSubject,
  { format, columns: wanted, filter, ordering, search, trash }: ExportParameters,
): ExportPlan {
  const principal = isUnlimited(context) ? null : principalOf(context)
  const readable = principal ? exportableFields(principal, target) : 'all'
  const offered = exportableColumns(target, customFields, readable)
  const chosen = chooseColumns(offered, wanted)
  // Ids are for machines: on paper the names of what is referred to say it.
  const columns = format === 'pdf' && !wanted ? chosen.filter(({ kind }) => kind !== 'uuid') : chosen
  const isOwned = target.scope.kind === 'organization' && target.scope.field === 'organization'
  return {
    columns,
    query: {
      fields: [...new Set(columns.map(({ field }) => field))],
      ...(isOwned && { organizations: [organization] }),
      ...(filter !== undefined && {
        filter: parseFilter(filter, target, {
          spelling: 'rest',
          ...(principal && { readable: readableBy(principal) }),
        }),
      }),
      ...(ordering?.length && { orderBy: ordering.map((name, place) => orderOf(target, name, place)) }),
      ...(search?.trim() && { search: search.trim() }),
      ...(trash && { trash }),
    },
  }
}

/** `-created_at` as the engine spells it; the key of a custom field is the organization's own word. */
function orderOf(target: Resource, name: string, place: number): string {
  const [, sign = '', spelt = ''] = /^(-?)(.*)$/su.exec(name) ?? []
  const key = /^custom_fields(?:\.|__)(.+)$/su.exec(spelt)?.[1]
  const field = key ? `customFields.${key}` : camelCase(spelt)
  if (isSortable(target, field)) return `${sign}${field}`
  const message = 'Cannot be sorted by'
  throw new DomainError('invalid', `${message}: ${name}`, {
    reason: 'unsortable_field',
    fields: { [`ordering.${place}`]: [message] },
  })
}

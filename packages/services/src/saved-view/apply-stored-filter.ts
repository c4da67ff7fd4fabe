import type { Database, ListQuery, WorkContext } from '@groundwork/db'
import {
  DomainError,
  groupedOrder,
  isDomainError,
  parseViewContent,
  type Resource,
  type RowOf,
  readableBy,
  StoredFilter,
} from '@groundwork/domain'
import { keysGone } from './custom-field-keys.ts'

type StoredFilterRow = RowOf<typeof StoredFilter>

interface Applied {
  /** The view's id, as the caller wrote it. */
  readonly view: string
  readonly query: ListQuery
}

/**
 * A list's query with a saved view in it: its filter holds besides whatever else the caller asks for, its order where they
 * ask for none, group by group where it has groups. Rows stay a matter of the caller's own scope.
 *
 * @throws DomainError not_found for a view that the caller is not shown; invalid (`view_of_another_list`); invalid
 * (`broken_view`) where it names what is gone or hidden from the caller: less of it would be more rows than it means
 */
export async function applyStoredFilter(
  { database }: { readonly database: Database },
  context: WorkContext,
  resource: Resource,
  { view: id, query }: Applied,
): Promise<ListQuery> {
  const view = await database.reader(context).find(StoredFilter, id)
  if (!view) throw noSuchView()
  if (view.resource !== resource.name) throw ofAnotherList(view)
  const { filter, ordering, groupBy } = await readableContent(database, context, { view, resource })
  const order = groupedOrder(resource, groupBy, ordering)
  const filters = [filter, query.filter].filter((one) => one !== null && one !== undefined)
  const [only] = filters
  return {
    ...query,
    ...(only && { filter: filters.length > 1 ? { and: filters } : only }),
    ...(!query.orderBy?.length && order.length > 0 && { orderBy: order }),
  }
}

async function readableContent(
  database: Database,
  { actor }: WorkContext,
  { view, resource }: { readonly view: StoredFilterRow; readonly resource: Resource },
): Promise<Pick<StoredFilterRow, 'filter' | 'ordering' | 'groupBy'>> {
  const { filter, ordering, groupBy, customFieldKeys } = view
  const gone = await keysGone(database, view, customFieldKeys)
  try {
    return parseViewContent({ filter, ordering, groupBy }, resource, {
      readable: actor.kind === 'system' ? 'all' : readableBy(actor),
      gone,
      at: 'applyFilter',
    })
  } catch (error) {
    if (!isDomainError(error)) throw error
    throw broken(view, error)
  }
}

const noSuchView = () =>
  new DomainError('not_found', `No such ${StoredFilter.label}`, {
    fields: { applyFilter: [`No such ${StoredFilter.label}`] },
  })

const ofAnotherList = ({ name, resource }: StoredFilterRow) =>
  new DomainError('invalid', `The view “${name}” is of another list`, {
    reason: 'view_of_another_list',
    fields: { applyFilter: [`A view of ${resource}`] },
  })

const broken = ({ id, name }: StoredFilterRow, { fields = {}, ...cause }: DomainError) =>
  new DomainError('invalid', `The view “${name}” names a field that is gone or hidden from you`, {
    reason: 'broken_view',
    fields,
    details: { view: id },
    cause,
  })

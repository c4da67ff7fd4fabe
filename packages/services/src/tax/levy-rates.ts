import type { Reader, WorkContext } from '@groundwork/db'
import { DomainError, type Filter, type LeviableRate, partsOfScope, scopeFor, TaxRate } from '@groundwork/domain'

/** Where and when, and whose own rates count beside the shared ones. */
interface RatesWanted {
  readonly path: readonly string[]
  readonly date: string
  readonly owner: string | null
  /** Who asks. */
  readonly context: WorkContext
}

/** The rates that may be levied there. @throws DomainError forbidden when the caller may not view all that is decisive of them */
export async function levyRates(reader: Reader, { context, ...wanted }: RatesWanted): Promise<LeviableRate[]> {
  if (wanted.owner !== null && !seesAllOf(context, wanted.owner)) {
    throw new DomainError('forbidden', 'Not allowed: view tax rate', { details: { action: 'view' } })
  }
  const { rows, nextCursor } = await reader.list(TaxRate, { filter: filterOf(wanted), orderBy: ['name'], limit: most })
  if (nextCursor) throw new DomainError('unavailable', 'More rates are levied there than can be added up')
  return rows
}

/** A tax that was computed without one of the rates, or without one of these, would be wrong. */
function seesAllOf({ actor }: WorkContext, organization: string): boolean {
  if (actor.kind === 'system') return true
  const scope = scopeFor(actor, 'view', TaxRate)
  if (scope.kind === 'all') return true
  return partsOfScope(scope).some(
    ({ organizations, where, fields }) =>
      organizations.includes(organization) && !where && (!fields || decisive.every((field) => fields.includes(field))),
  )
}

/** Far more than any place levies at once. */
const most = 1000

const decisive = ['name', 'rate', 'taxType', 'taxCategory', 'isCompound', 'priority'] as const

const filterOf = ({ path, date, owner }: Omit<RatesWanted, 'context'>): Filter => ({
  and: [
    { field: 'jurisdiction', op: 'in', value: [...path] },
    { field: 'isActive', op: 'eq', value: true },
    {
      or: [
        { field: 'validFrom', op: 'isnull', value: true },
        { field: 'validFrom', op: 'lte', value: date },
      ],
    },
    {
      or: [
        { field: 'validTo', op: 'isnull', value: true },
        { field: 'validTo', op: 'gte', value: date },
      ],
    },
    {
      or: [
        { field: 'organization', op: 'isnull', value: true },
        ...(owner === null ? [] : [{ field: 'organization', op: 'eq', value: owner } as const]),
      ],
    },
  ],
})

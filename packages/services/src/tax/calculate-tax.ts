import type { Reader, WorkContext } from '@groundwork/db'
import {
  Currency,
  DomainError,
  Organization,
  type RowOf,
  type TaxAnswer,
  TaxCategory,
  TaxJurisdiction,
  type TaxQuestion,
  taxFor,
} from '@groundwork/domain'
import { isUnlimited, principalOf } from '../identity/acting.ts'
import type { EngineServices } from '../resource/verbs.ts'
import { levyRates } from './levy-rates.ts'

/**
 * What is due on the lines of a document, by the rates that are everybody's and those of one organization: the one that is
 * named, or the only one that the caller belongs to.
 *
 * @throws DomainError invalid, with every field that leads nowhere or to what is not in use any more
 */
export async function calculateTax(
  { database }: EngineServices,
  context: WorkContext,
  question: TaxQuestion,
): Promise<TaxAnswer> {
  const reader = database.reader(context)
  const owner = ownerOf(context, question)
  const [currency, jurisdiction, categories, organization] = await Promise.all([
    reader.find(Currency, question.currency),
    reader.find(TaxJurisdiction, question.jurisdiction),
    findCategories(reader, question),
    owner === null ? null : reader.find(Organization, owner),
  ])
  const faults = [
    ...faultOf('currency', currency),
    ...faultOf('jurisdiction', jurisdiction),
    ...(owner !== null && !organization ? [missing('organization')] : []),
    ...question.lines.flatMap(({ taxCategory }, at) =>
      taxCategory ? faultOf(`lines.${at}.taxCategory`, categories.get(taxCategory)) : [],
    ),
  ]
  if (!currency || !jurisdiction || faults.length) throw refusal(faults)

  const above = await reader.ancestors(TaxJurisdiction, jurisdiction.code)
  const path = [...above.filter(({ isActive }) => isActive), jurisdiction].map(({ code }) => code)
  return taxFor(question.lines, {
    path,
    date: question.date,
    rates: await levyRates(reader, { path, date: question.date, owner, context }),
    decimals: currency.decimalPlaces,
    pricesIncludeTax: question.pricesIncludeTax ?? false,
    rounding: question.rounding ?? 'line',
  })
}

/** Null for nobody's own rates. */
function ownerOf(context: WorkContext, { organization }: TaxQuestion): string | null {
  if (organization !== undefined || context.actor.kind === 'system') return organization ?? null
  const mine = [...new Set(principalOf(context).memberships.map((membership) => membership.organization))]
  if (mine.length < 2 || isUnlimited(context)) return mine.length === 1 ? (mine[0] ?? null) : null
  throw refusal([{ field: 'organization', message: 'Name the organization', reason: 'organization_required' }])
}

async function findCategories(reader: Reader, { lines }: TaxQuestion): Promise<Map<string, RowOf<typeof TaxCategory>>> {
  const codes = [...new Set(lines.flatMap(({ taxCategory }) => taxCategory ?? []))]
  // More than there are cannot all be there: those that are left out are told to be missing.
  const value = codes.slice(0, 500)
  if (!value.length) return new Map()
  const { rows } = await reader.list(TaxCategory, { filter: { field: 'code', op: 'in', value }, limit: value.length })
  return new Map(rows.map((row) => [row.code, row]))
}

interface Fault {
  readonly field: string
  readonly message: string
  readonly reason: string
}

const missing = (field: string): Fault => ({ field, message: 'Does not exist', reason: 'no_such_reference' })

function faultOf(field: string, row: { readonly isActive: boolean } | null | undefined): Fault[] {
  if (!row) return [missing(field)]
  return row.isActive ? [] : [{ field, message: 'Is not active any more', reason: 'inactive_reference' }]
}

function refusal([first, ...others]: readonly Fault[]): DomainError {
  const faults = first ? [first, ...others] : []
  return new DomainError('invalid', others.length ? 'The request is not valid' : (first?.message ?? ''), {
    ...(first && { reason: first.reason }),
    fields: Object.fromEntries(faults.map(({ field, message }) => [field, [message]])),
  })
}

import {
  type CustomField,
  DomainError,
  type FieldErrors,
  isDomainError,
  type JsonObject,
  judgeCustomFields,
  type NamedRow,
  type Resource,
} from '@groundwork/domain'
import { castOf, type Row } from '../query/row.ts'
import { tableOf } from '../query/table.ts'
import { type ReadSession, read } from '../work/read.ts'
import { definitionsOf } from './definitions-of.ts'
import { refuseUnseenRows } from './refuse-unseen-rows.ts'

/** New rows with their custom fields as the organizations defined them, defaults filled in. @throws DomainError invalid */
export async function fitNewCustomFields(
  session: ReadSession,
  resource: Resource,
  rows: readonly Row[],
): Promise<readonly Row[]> {
  const organizations = [...new Set(rows.map((row) => definerOf(resource, row)).filter(isText))]
  if (!organizations.length) return rows
  const defined = await definitionsOf(session, resource, organizations)
  if (!defined.size) return rows
  const named = new Map<string, NamedRow[]>()
  const fitted = rows.map((row) => {
    const organization = String(row.organization)
    const fields = defined.get(organization) ?? []
    const judged = judge({ fields, given: (row.customFields ?? {}) as JsonObject, before: null })
    if (judged.named.length) named.set(organization, [...(named.get(organization) ?? []), ...judged.named])
    return { ...row, customFields: judged.values }
  })
  for (const [organization, asked] of named) await refuseUnseenRows(session, organization, asked)
  return fitted
}

/** Whose definitions hold for a new row: an organization that is only being made has none. */
export const definerOf = ({ customFields, scope }: Resource, { organization }: Row): string | null =>
  customFields && scope.kind === 'organization' && scope.field !== 'id' && isText(organization) ? organization : null

export interface FittedChange {
  readonly values: JsonObject
  /** To be told once it is sure that the caller may change the row at all. */
  readonly refusal: DomainError | null
}

/** Holds the row, so that what was judged is what is changed. */
export async function fitChangedCustomFields(
  session: ReadSession,
  resource: Resource,
  { key, given }: { readonly key: string; readonly given: JsonObject },
): Promise<FittedChange> {
  const table = tableOf(resource)
  if (!table.organization) return { values: given, refusal: null }
  const place = `$1::${castOf[table.key.kind]}`
  const text = `select ${table.organization.name}, custom_fields from ${table.name} where ${table.key.name} = ${place} for update`
  const [row] = await read(session, { text, values: [key] })
  const [organization, before] = row ?? []
  // Not there, or shared by all: nobody has defined anything for it.
  if (!isText(organization)) return { values: given, refusal: null }
  const fields = (await definitionsOf(session, resource, [organization])).get(organization) ?? []
  try {
    const { values, named } = judge({ fields, given, before: before as JsonObject })
    if (named.length) await refuseUnseenRows(session, organization, named)
    return { values, refusal: null }
  } catch (error) {
    if (!isDomainError(error) || error.code !== 'invalid') throw error
    return { values: given, refusal: error }
  }
}

interface EachChange {
  /** As the row stands, held by the caller. */
  readonly before: Readonly<Row>
  readonly values: Row
}

/** The same for many rows that are held already, each with changes of its own. @throws DomainError invalid for the first that does not fit */
export async function fitEachCustomFields<Change extends EachChange>(
  session: ReadSession,
  resource: Resource,
  changes: readonly Change[],
): Promise<readonly Change[]> {
  const { organization } = tableOf(resource)
  if (!organization) return changes
  const homeOf = ({ before }: Change) => before[organization.field]
  const homes = [
    ...new Set(
      changes
        .filter(({ values }) => values.customFields)
        .map(homeOf)
        .filter(isText),
    ),
  ]
  if (!homes.length) return changes
  const defined = await definitionsOf(session, resource, homes)
  const named = new Map<string, NamedRow[]>(homes.map((home) => [home, []]))
  const fitted = changes.map((change) => {
    const fields = defined.get(String(homeOf(change)))
    if (!fields || !change.values.customFields) return change
    const given = change.values.customFields as JsonObject
    const judged = judge({ fields, given, before: change.before.customFields as JsonObject })
    named.get(String(homeOf(change)))?.push(...judged.named)
    return { ...change, values: { ...change.values, customFields: judged.values } }
  })
  for (const [home, asked] of named) if (asked.length) await refuseUnseenRows(session, home, asked)
  return fitted
}

interface Candidate {
  readonly fields: readonly CustomField[]
  readonly given: JsonObject
  readonly before: JsonObject | null
}

function judge({ fields, given, before }: Candidate) {
  const { values, faults, named } = judgeCustomFields(fields, given, before)
  if (Object.keys(faults).length) throw invalidCustomFields(faults)
  return { values, named }
}

const invalidCustomFields = (fields: FieldErrors) =>
  new DomainError('invalid', 'A custom field is not as it was defined', { reason: 'invalid_custom_field', fields })

const isText = (value: unknown): value is string => typeof value === 'string'

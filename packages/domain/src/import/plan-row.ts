import { isSameValue } from '../audit/audit-diff.ts'
import { judgeCustomFields } from '../custom-field/judge-custom-fields.ts'
import type { Resource } from '../resource/define-resource.ts'
import { isJsonObject, type JsonObject } from '../resource/json-object.ts'
import { adoptItemIds } from './adopt-item-ids.ts'
import { fixedFaults } from './fixed-faults.ts'
import type { ImportPlan } from './import-plan.ts'
import { mayHaveNone } from './match-key.ts'
import type { ReadRow } from './read-row.ts'
import { issueAt, issuesOfSchema, type RowIssue } from './row-issue.ts'

type Values = Readonly<Record<string, unknown>>

/** What becomes of a row. */
export type RowVerdict =
  | { readonly kind: 'create'; readonly input: Values }
  | { readonly kind: 'update'; readonly key: string; readonly version: number; readonly patch: Values }
  | { readonly kind: 'unchanged'; readonly key: string }
  | { readonly kind: 'skip' }
  | { readonly kind: 'issues'; readonly issues: readonly RowIssue[] }

/** How a row that is there already stands. */
export interface Standing {
  /** Every field of it. */
  readonly values: Values
  /** The fields that whoever brings the file in may see. */
  readonly readable: ReadonlySet<string> | 'all'
}

/**
 * Where the row is meant to go, in fields of the resource as they are kept: trimmed, in lower case. Null where the row does not say
 * all of it, which only a new one may: half a key means every row that has as little.
 */
export function matchValues({ resource, match }: ImportPlan, { values }: ReadRow): Values | null {
  const found: Record<string, unknown> = {}
  let isSaid = false
  for (const field of match) {
    const definition = resource.fields[field]
    const given = values[field] ?? null
    if (given === null && mayHaveNone(resource, field)) return null
    const parsed = given === null ? { success: true as const, data: null } : definition?.schema.safeParse(given)
    if (!parsed?.success) return null
    found[field] = parsed.data
    isSaid ||= parsed.data !== null
  }
  return isSaid ? found : null
}

/** A key as one text: equal for equal keys. */
export const matchText = (key: Values): string => JSON.stringify(Object.values(key))

/** Turns a row into what is to be done, or into what is wrong with it. `standing` is the row that it means, where there is one. */
export function planRow(
  plan: ImportPlan,
  row: ReadRow,
  { organization, standing }: { readonly organization: string; readonly standing: Standing | null },
): RowVerdict {
  if (plan.leftOut.has(row.number)) return { kind: 'skip' }
  if (row.issues.length) return { kind: 'issues', issues: row.issues }
  const strayed = fixedFaults(plan, row, standing)
  if (strayed.length) return { kind: 'issues', issues: strayed }
  if (standing && plan.mode === 'insert') return plan.skipsStanding ? { kind: 'skip' } : oneFault(plan, row, duplicate)
  if (standing) return planChange(plan, row, standing)
  if (plan.mode === 'update') return oneFault(plan, row, noSuchRow(plan))
  return planNew(plan, row, organization)
}

function planNew(plan: ImportPlan, row: ReadRow, organization: string): RowVerdict {
  const { resource } = plan
  const { [resource.key]: key, ...values } = { ...row.fallbacks, ...row.values }
  // Nobody chooses an id: one that is not there names a row that is gone.
  if (key !== undefined && key !== null && plan.match.includes(resource.key) && isMade(resource)) {
    return oneFault(plan, row, noSuchRow(plan))
  }
  const customFields = mergedCustomFields(row.fallbacks, row.values)
  const given = {
    ...withoutNulls(plan, values),
    ...(isMade(resource) ? {} : { [resource.key]: key }),
    ...(customFields !== undefined && { customFields }),
    organization,
  }
  const parsed = resource.create.safeParse(given)
  if (!parsed.success) return { kind: 'issues', issues: issuesOfSchema(plan, row.cells, parsed.error) }
  const input = parsed.data as Values
  const issues = [
    ...brokenRules(plan, row, input),
    ...customFaults(plan, row, { given: input.customFields, before: null }),
  ]
  return issues.length ? { kind: 'issues', issues } : { kind: 'create', input }
}

function planChange(plan: ImportPlan, row: ReadRow, { values: standing, readable }: Standing): RowVerdict {
  const { resource } = plan
  const hidden = closedFields(plan, row, readable)
  if (hidden.length) return { kind: 'issues', issues: hidden }
  const before = standing.customFields as JsonObject | undefined
  const customFields = mergedCustomFields({ customFields: before }, row.values)
  const given = { ...row.values, ...(customFields !== undefined && { customFields }) }
  const sent: Record<string, unknown> = {}
  const issues: RowIssue[] = []
  for (const [field, value] of Object.entries(given)) {
    const definition = resource.fields[field]
    if (!definition || field === resource.key) continue
    // A default of the database is no value to go back to.
    if (value === null && definition.presence !== 'nullable') {
      if (definition.presence === 'required') issues.push(issueAt(plan, row.cells, required(field)))
      continue
    }
    if (definition.write === 'always') sent[field] = value
    else if (!isSameValue(value, standing[field] ?? null)) issues.push(issueAt(plan, row.cells, fixed(field)))
  }
  const parsed = resource.patch.safeParse(sent)
  if (!parsed.success) issues.push(...issuesOfSchema(plan, row.cells, parsed.error))
  if (issues.length || !parsed.success) return { kind: 'issues', issues }
  const patch = changed(adoptItemIds(resource.fields, parsed.data as Values, standing), standing)
  const key = String(standing[resource.key])
  if (!Object.keys(patch).length) return { kind: 'unchanged', key }
  const faults = [
    ...brokenRules(plan, row, { ...standing, ...patch }),
    ...customFaults(plan, row, { given: patch.customFields, before: before ?? null }),
  ]
  if (faults.length) return { kind: 'issues', issues: faults }
  return { kind: 'update', key, version: Number(standing.version), patch }
}

/**
 * Told before anything is compared: otherwise a dry run would tell whether a guess at a closed field is right, for a row that stays
 * as it is is counted apart.
 */
function closedFields(plan: ImportPlan, row: ReadRow, readable: Standing['readable']): RowIssue[] {
  if (readable === 'all') return []
  return Object.keys(row.values)
    .filter((field) => !readable.has(field))
    .map((field) => issueAt(plan, row.cells, { path: [field], rule: 'closed_field', message: 'Not allowed' }))
}

const changed = (patch: Values, standing: Values): Values =>
  Object.fromEntries(
    Object.entries(patch).filter(
      ([field, value]) => value !== undefined && !isSameValue(value, standing[field] ?? null),
    ),
  )

/** An emptied cell takes a custom field away; what the file does not name stays. What is no object is left for the schema to refuse. */
function mergedCustomFields({ customFields: base }: Values, { customFields: over }: Values): unknown {
  if (over === undefined) return undefined
  const [stranger] = [base, over].filter((value) => value !== undefined && value !== null && !isJsonObject(value))
  if (stranger !== undefined) return stranger
  const merged = { ...(base as JsonObject | undefined), ...(over as JsonObject | null) }
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null))
}

/** Of a new row, an empty cell is one that says nothing: it takes the default. */
const withoutNulls = ({ resource }: ImportPlan, values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).filter(
      ([field, value]) => value !== null || resource.fields[field]?.presence !== 'defaulted',
    ),
  )

function brokenRules(plan: ImportPlan, row: ReadRow, values: Values): RowIssue[] {
  const broken = (plan.resource.rules ?? []).filter(({ isBroken }) => isBroken(values))
  return broken.map(({ field, message }) => issueAt(plan, row.cells, { path: [field], rule: 'broken_rule', message }))
}

function customFaults(
  plan: ImportPlan,
  row: ReadRow,
  { given, before }: { readonly given: unknown; readonly before: JsonObject | null },
): RowIssue[] {
  if (!plan.resource.customFields || !plan.customFields.length || (before && given === undefined)) return []
  const { faults } = judgeCustomFields(plan.customFields, (given ?? {}) as JsonObject, before)
  return Object.entries(faults).map(([path, [message = '']]) =>
    issueAt(plan, row.cells, {
      path: ['customFields', path.slice('customFields.'.length)],
      rule: 'invalid_custom_field',
      message,
    }),
  )
}

const required = (field: string) => ({ path: [field], rule: 'required', message: 'May not be empty' })
const fixed = (field: string) => ({ path: [field], rule: 'fixed', message: 'Does not change once the row is made' })

const isMade = ({ fields, key }: Resource) => fields[key]?.write === 'never'

interface Fault {
  readonly rule: string
  readonly message: string
}

const duplicate: Fault = { rule: 'duplicate', message: 'Already exists' }
const noSuchRow = ({ resource }: ImportPlan): Fault => ({ rule: 'no_such_row', message: `No such ${resource.label}` })

/** Told on the first column of the key. */
const oneFault = (plan: ImportPlan, row: ReadRow, fault: Fault): RowVerdict => ({
  kind: 'issues',
  issues: [onKey(plan, row, fault)],
})

function onKey(plan: ImportPlan, row: ReadRow, fault: Fault): RowIssue {
  const [field = plan.resource.key] = plan.match
  return issueAt(plan, row.cells, { path: [field], ...fault })
}

/** The same key a second time in one file: which of the two is meant nobody can tell, so the first stands. */
export const repeatedKey = (plan: ImportPlan, row: ReadRow): RowIssue =>
  onKey(plan, row, { rule: 'repeated_key', message: 'Stands in the file twice' })

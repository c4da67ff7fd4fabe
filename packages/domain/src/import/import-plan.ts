import type { CustomField } from '../custom-field/custom-value.ts'
import { DomainError, type FieldErrors } from '../error/domain-error.ts'
import type { Resource } from '../resource/define-resource.ts'
import type { CellReading } from './cell-reading.ts'
import type { CellTransform } from './cell-transform.ts'
import { guessMapping } from './guess-mapping.ts'
import { correctionFaults, placedCorrections } from './import-corrections.ts'
import type { ImportMode, ImportParameters } from './import-parameters.ts'
import { type ImportableColumn, importableColumns } from './importable-columns.ts'
import { chooseMatch } from './match-key.ts'

/** A column of the file, or one that the file has not and that takes a default. */
export interface PlannedColumn {
  readonly column: ImportableColumn
  /** As the file names it; null where only the default speaks. */
  readonly header: string | null
  /** Where it stands in each row. */
  readonly place: number | null
  readonly transforms: readonly CellTransform[]
  readonly fallback: string | number | boolean | undefined
  /** The key that every row must have here. */
  readonly fixed?: string
}

/** What is done with every row of a file: settled before the first is read (seed 001, Import). */
export interface ImportPlan {
  readonly resource: Resource
  readonly mode: ImportMode
  /** The fields that find a row, besides its organization; none where every row is a new one. */
  readonly match: readonly string[]
  /** Whether an insert passes over rows that are there already. They are refused otherwise. */
  readonly skipsStanding: boolean
  /** Whether a row whose key stood in the file before is passed over. It is refused otherwise. */
  readonly skipsRepeated: boolean
  readonly columns: readonly PlannedColumn[]
  readonly customFields: readonly CustomField[]
  readonly reading: CellReading
  /** Texts that somebody has put into cells, by row and place: read as if they stood there. */
  readonly corrections: ReadonlyMap<number, ReadonlyMap<number, string>>
  /** Rows that somebody wants left out. */
  readonly leftOut: ReadonlySet<number>
  /** Names in the header that lead nowhere: a warning, not a fault. */
  readonly unmapped: readonly string[]
}

export interface ImportRequest {
  readonly resource: Resource
  readonly parameters: ImportParameters
  /** What the organization has defined for the resource. */
  readonly customFields: readonly CustomField[]
  readonly header: readonly string[]
  /** Of the workbook. */
  readonly sheets?: readonly string[]
  /** Which day numbers count from, as the workbook says. */
  readonly dateSystem?: CellReading['dateSystem']
}

/** @throws DomainError invalid, with a message on each parameter that is wrong */
export function planImport(request: ImportRequest): ImportPlan {
  const { resource, parameters, customFields, header, dateSystem } = request
  const columns = importableColumns(resource, customFields)
  refuseFaults(parameterFaults(parameters, columns))
  refuseUnknownSheet(request)
  const mapping = parameters.mapping ?? guessMapping(header, columns)
  refuseFaults({ ...headerFaults(mapping, header), ...correctionFaults(parameters, header) })
  const mapped = new Map(Object.entries(mapping).map(([from, to]) => [to, from]))
  const { transforms = {}, fixed = {} } = parameters
  const defaults = { ...parameters.defaults, ...fixed }
  const planned = columns
    .filter(({ name }) => mapped.has(name) || Object.hasOwn(defaults, name))
    .map((column): PlannedColumn => {
      const from = mapped.get(column.name) ?? null
      return {
        column,
        header: from,
        place: from === null ? null : header.indexOf(from),
        transforms: transforms[column.name] ?? [],
        fallback: defaults[column.name],
        ...(Object.hasOwn(fixed, column.name) && { fixed: fixed[column.name] }),
      }
    })
  if (!planned.length) throw wrong('mapping', 'No column of the file is mapped', 'nothing_mapped')
  const match = chooseMatch(resource, parameters, planned)
  refuseMissing(resource, parameters.mode, planned)
  return {
    resource,
    mode: parameters.mode,
    match,
    skipsStanding: Boolean(parameters.match?.length),
    skipsRepeated: parameters.repeated === 'skip',
    columns: planned,
    customFields,
    reading: { decimal: parameters.decimal, dateOrder: parameters.date_order, dateSystem },
    corrections: placedCorrections(parameters, header),
    leftOut: new Set(parameters.skip_rows),
    unmapped: header.filter((name) => !Object.hasOwn(mapping, name)),
  }
}

function parameterFaults(parameters: ImportParameters, columns: readonly ImportableColumn[]): FieldErrors {
  const known = new Set(columns.map(({ name }) => name))
  const faults: Record<string, readonly string[]> = {}
  const seen = new Set<string>()
  for (const [header, name] of Object.entries(parameters.mapping ?? {})) {
    if (!known.has(name)) faults[`mapping.${header}`] = [`There is no column ${name}`]
    else if (seen.has(name)) faults[`mapping.${header}`] = [`${name} is mapped twice`]
    seen.add(name)
  }
  for (const part of ['defaults', 'transforms', 'fixed'] as const) {
    for (const name of Object.keys(parameters[part] ?? {})) {
      if (!known.has(name)) faults[`${part}.${name}`] = [`There is no column ${name}`]
    }
  }
  return faults
}

const headerFaults = (mapping: Readonly<Record<string, string>>, header: readonly string[]): FieldErrors =>
  Object.fromEntries(
    Object.keys(mapping)
      .filter((name) => !header.includes(name))
      .map((name) => [`mapping.${name}`, ['The file has no such column']]),
  )

function refuseFaults(faults: FieldErrors): void {
  if (!Object.keys(faults).length) return
  throw new DomainError('invalid', 'The import is not planned rightly', { reason: 'invalid_import', fields: faults })
}

/** Rows have numbers on every sheet: which one somebody has mended is said, not guessed. */
function refuseUnknownSheet({ parameters, sheets = [] }: ImportRequest): void {
  const isMended = parameters.corrections !== undefined || Boolean(parameters.skip_rows?.length)
  if (!isMended || parameters.sheet !== undefined || sheets.length < 2) return
  throw wrong('sheet', 'Name the sheet whose rows are corrected or left out', 'sheet_required')
}

/** Where every row may be a new one, every row would fail for the same reason: told once, before the first. */
function refuseMissing(resource: Resource, mode: ImportMode, planned: readonly PlannedColumn[]): void {
  if (mode === 'update') return
  const given = new Set(planned.map(({ column }) => column.name))
  const missing = importableColumns(resource).filter(({ name, required }) => required && !given.has(name))
  if (!missing.length || mode === 'upsert') return
  throw wrong('mapping', `Nothing is mapped to ${missing.map(({ name }) => name).join(', ')}`, 'required_column')
}

const wrong = (field: string, message: string, reason: string): DomainError =>
  new DomainError('invalid', message, { reason, fields: { [field]: [message] } })

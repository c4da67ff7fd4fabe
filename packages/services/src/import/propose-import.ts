import { listCustomFields, listImportMappings, type UnitOfWork, type WorkContext } from '@groundwork/db'
import {
  type CustomField,
  type ImportableColumn,
  type ImportPlanQuery,
  type ImportProposal,
  importableColumns,
  importableFields,
  invalidField,
  matchKeysOf,
  type ProposedColumn,
  proposeHeader,
  type RememberedSettings,
  type Resource,
  recallMapping,
  StoredFile,
  snakeCase,
} from '@groundwork/domain'
import type { SpreadsheetSource } from '@groundwork/spreadsheet'
import { toStorageKey } from '@groundwork/storage'
import type { DataJobServices } from '../data-job/data-job-runner.ts'
import { requireJobRight } from '../data-job/job-target.ts'
import { fromStorage } from '../file/from-storage.ts'
import { readSpreadsheetPreview, refuseOtherThanTable } from '../file/index.ts'
import { reachServable } from '../file/open-download.ts'
import { recordFileAccess, toldWhenRefused } from '../file/record-file-access.ts'
import { isUnlimited, principalOf } from '../identity/acting.ts'
import { allowedValues } from './allowed-values.ts'

interface Asked extends ImportPlanQuery {
  readonly target: Resource
  readonly signal?: AbortSignal | undefined
}

/**
 * What there is to decide before a file is brought in, and what we would say: how the file is read, which column means which, what cells
 * may hold. For whoever may import into the organization and read the file; only its front is read.
 *
 * @throws DomainError not_available while the file is not known clean; invalid, with a reason, when it is no table
 */
export async function proposeImport(
  services: DataJobServices,
  context: WorkContext,
  { target, organization, file, ...wanted }: Asked,
): Promise<ImportProposal> {
  requireJobRight(context, { organization, jobType: 'import', target: target.name })
  const { source, sha256 } = await openForPlan(services, context, { organization, file })
  const { columns: names, ...found } = await readSpreadsheetPreview(source, wanted)
  return services.database.look(context, async (work) => {
    const customFields = await listCustomFields(work, target, organization)
    const remembered = await listImportMappings(work, { organization, resource: target })
    const recalled = recallMapping(names, remembered)
    const columns = await proposedColumns(work, { target, organization, customFields })
    const open = new Set(columns.filter(({ isOpen }) => isOpen).map(({ name }) => name))
    const offered = importableColumns(target, customFields).filter(({ name }) => open.has(name))
    return {
      ...found,
      sheets: [...found.sheets],
      sha256,
      header: proposeHeader({ names, rows: found.rows, columns: offered, remembered: recalled.columns }),
      rows: found.rows.map((cells) => [...cells]),
      columns,
      matchKeys: matchKeysOf(target).map((fields) => fields.map(snakeCase)),
      settings: recalled.settings && stillFitting(recalled.settings, columns),
    }
  })
}

interface FileToPlan {
  readonly organization: string
  readonly file: string
}

/** Looking is written down, as every look at a file. */
async function openForPlan(
  { database, storages }: DataJobServices,
  context: WorkContext,
  { organization, file: key }: FileToPlan,
): Promise<{ readonly source: SpreadsheetSource; readonly sha256: string }> {
  const attempt = database.withUnitOfWork(context, async (work) => {
    const seen = await work.get(StoredFile, key)
    if (seen.organization !== organization) throw invalidField('file', 'Not a file of this organization')
    const reached = await reachServable(work, key)
    refuseOtherThanTable(reached.version.mimeType)
    recordFileAccess(work, 'VIEW', { ...reached, details: { derivative: 'table' } })
    return reached
  })
  const { file, version } = await toldWhenRefused(attempt, database, { context, action: 'VIEW', file: key })
  const { blob } = version
  const open: SpreadsheetSource['open'] = (range) =>
    fromStorage(() => storages.of(blob.storageProvider).open(toStorageKey(blob.storageKey), range))
  return { source: { bytes: blob.bytes ?? 0, name: file.originalFilename, open }, sha256: blob.sha256 ?? '' }
}

/** Columns come and go: custom fields are an organization's own. */
function stillFitting(
  { match, transforms, ...others }: RememberedSettings,
  columns: readonly ProposedColumn[],
): RememberedSettings {
  const known = new Set(columns.map(({ name }) => name))
  return {
    ...others,
    ...(match?.every((name) => known.has(name)) && { match }),
    ...(transforms && {
      transforms: Object.fromEntries(Object.entries(transforms).filter(([name]) => known.has(name))),
    }),
  }
}

interface Offer {
  readonly target: Resource
  readonly organization: string
  readonly customFields: readonly CustomField[]
}

function proposedColumns(work: UnitOfWork, { target, organization, customFields }: Offer): Promise<ProposedColumn[]> {
  const { context } = work
  const open = isUnlimited(context) ? 'all' : importableFields(principalOf(context), target, organization)
  const isOpen = ({ into }: ImportableColumn) => open === 'all' || open.has(into)
  return Promise.all(
    importableColumns(target, customFields).map(async (column) => ({
      name: column.name,
      label: column.label,
      kind: column.field.kind,
      required: column.required,
      isKey: column.into === target.key,
      isOpen: isOpen(column),
      by: column.by ? [...column.by] : null,
      allowed: await allowedList(work, column),
    })),
  )
}

async function allowedList(work: UnitOfWork, column: ImportableColumn): Promise<string[] | null> {
  const allowed = await allowedValues(work, column)
  return allowed?.length ? [...allowed] : null
}

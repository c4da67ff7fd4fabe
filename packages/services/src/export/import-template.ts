import { listCustomFields, type UnitOfWork, type WorkContext } from '@groundwork/db'
import { type ImportableColumn, importableColumns, type Resource } from '@groundwork/domain'
import { type TemplateColumn, writeTemplate } from '@groundwork/spreadsheet'
import { requireJobRight } from '../data-job/job-target.ts'
import { allowedValues } from '../import/allowed-values.ts'
import type { EngineServices } from '../resource/verbs.ts'

export interface TemplateRequest {
  readonly target: Resource
  readonly organization: string
  readonly format: 'csv' | 'xlsx'
}

/** An empty sheet for an import into an organization, with its own custom fields and what its cells may hold. */
export async function importTemplate(
  { database }: EngineServices,
  context: WorkContext,
  { target, organization, format }: TemplateRequest,
): Promise<Uint8Array> {
  requireJobRight(context, { organization, jobType: 'import', target: target.name })
  const columns = await database.look(context, async (work) => {
    const customFields = await listCustomFields(work, target, organization)
    return Promise.all(importableColumns(target, customFields).map((column) => templateColumn(work, column)))
  })
  return writeTemplate(format, columns, target.plural.slice(0, 28))
}

async function templateColumn(work: UnitOfWork, column: ImportableColumn): Promise<TemplateColumn> {
  const { name, required: isRequired } = column
  const allowed = await allowedValues(work, column)
  return { name, isRequired, ...(allowed?.length && { allowed }) }
}

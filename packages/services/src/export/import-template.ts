import { listCustomFields, type Reader, type UnitOfWork, type WorkContext } from '@groundwork/db'
import {
  type Defined,
  type ImportableColumn,
  importableColumns,
  type Resource,
  type ResourceSpec,
  resourceNamed,
} from '@groundwork/domain'
import { type TemplateColumn, writeTemplate } from '@groundwork/spreadsheet'
import { requireJobRight } from '../data-job/job-target.ts'
import type { EngineServices } from '../resource/verbs.ts'

export interface TemplateRequest {
  readonly target: Resource
  readonly organization: string
  readonly format: 'csv' | 'xlsx'
}

/** A longer list is nothing to choose from. */
const mostOffered = 300

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
  const allowed = await allowedIn(work, column)
  return { name, isRequired, ...(allowed?.length && { allowed }) }
}

/** Of what is referred to only reference data is listed: it is the same for everybody, and short. */
async function allowedIn(reader: Reader, { field }: ImportableColumn): Promise<readonly string[] | undefined> {
  if (field.choices) return field.choices
  if (field.kind === 'boolean') return ['true', 'false']
  const referred = field.reference ? resourceNamed(field.reference) : undefined
  if (referred?.scope.kind !== 'global') return undefined
  const { rows } = await reader.list(referred as Defined<ResourceSpec>, { limit: mostOffered + 1 })
  const keys = (rows as readonly Readonly<Record<string, unknown>>[]).map((row) => String(row[referred.key]))
  return keys.length > mostOffered ? undefined : keys
}

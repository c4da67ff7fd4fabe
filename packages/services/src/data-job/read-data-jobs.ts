import type { ListQuery, Page, WorkContext } from '@groundwork/db'
import { DataJob, type DataJobRow } from '@groundwork/domain'
import type { EngineServices } from '../resource/verbs.ts'
import { withholdCells } from './withhold-cells.ts'

export async function getDataJob({ database }: EngineServices, context: WorkContext, key: string): Promise<DataJobRow> {
  return withholdCells(context, await database.reader(context).get(DataJob, key))
}

export async function listDataJobs(
  { database }: EngineServices,
  context: WorkContext,
  query: ListQuery,
): Promise<Page<DataJobRow>> {
  const page = await database.reader(context).list(DataJob, query)
  return { ...page, rows: page.rows.map((job) => inShort(withholdCells(context, job))) }
}

/** Cells that were mended by hand may be many: they are read with one job, not with a page of them. */
function inShort(job: DataJobRow): DataJobRow {
  if (job.parameters?.corrections === undefined) return job
  const { corrections: _, ...parameters } = job.parameters
  return { ...job, parameters }
}

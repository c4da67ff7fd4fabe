import type { WorkContext } from '@groundwork/db'
import { exportParameters, type JsonObject } from '@groundwork/domain'
import { type ExportSubject, planExport } from './plan-export.ts'

/**
 * The parameters as a job keeps them: the filter in the language's one spelling, the rest as it was asked.
 *
 * @throws ZodError, DomainError invalid with paths in the parameters
 */
export function readExportParameters(context: WorkContext, subject: ExportSubject, given: JsonObject): JsonObject {
  const parameters = exportParameters.parse(given)
  const { filter } = planExport(context, subject, parameters).query
  return JSON.parse(JSON.stringify({ ...parameters, filter }))
}

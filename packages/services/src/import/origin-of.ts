import type { DataJobRow, Resource } from '@groundwork/domain'

/**
 * What a row that a job makes says of where it comes from, as far as rows of its kind do (seed 002, Data Lineage): the file, and the
 * session that the job is a step of. What it was changed by later stands in its lineage.
 */
export const originOf = (
  { fields }: Resource,
  { importSession }: Pick<DataJobRow, 'importSession'>,
  file: string,
): Readonly<Record<string, string>> => ({
  ...(isOrigin(fields.sourceFile) && { sourceFile: file }),
  ...(isOrigin(fields.importSession) && importSession && { importSession }),
})

/** Set by the system alone: a field of that name which people fill is theirs. */
const isOrigin = (field: Resource['fields'][string] | undefined) => field?.write === 'never'

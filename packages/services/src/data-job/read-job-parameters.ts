import type { WorkContext } from '@groundwork/db'
import {
  type CustomField,
  DomainError,
  exportParameters,
  importableColumns,
  importParameters,
  isDomainError,
  issueInWords,
  type JobType,
  type JsonObject,
  matchKeyNamed,
  type Resource,
} from '@groundwork/domain'
import type { z } from 'zod'
import { readExportParameters } from '../export/read-export-parameters.ts'

/** What parameters are about. */
interface JobSubject {
  readonly target: Resource
  readonly organization: string
  /** Who asks. */
  readonly context: WorkContext
  /** What the organization has defined for its rows. */
  readonly customFields: readonly CustomField[]
}

/** Checks the parameters of one kind of job, and fills in what may be left out. @throws DomainError, with paths below `parameters` */
export type ReadJobParameters = (given: JsonObject, subject: JobSubject) => JsonObject

/** Parameters are judged when a job is asked for, so that nobody waits for it to hear of a slip. Total over the kinds of jobs. */
export const readJobParameters: Readonly<Record<JobType, ReadJobParameters>> = {
  import: (given, { target, customFields }) => {
    const parameters = parse(importParameters, given)
    const known = new Set(importableColumns(target, customFields).map(({ name }) => name))
    const named: readonly (readonly [path: string, column: string])[] = [
      ...(parameters.match ?? []).map((name, place) => [`match.${place}`, name] as const),
      ...Object.entries(parameters.mapping ?? {}).map(([header, name]) => [`mapping.${header}`, name] as const),
      ...Object.keys(parameters.defaults ?? {}).map((name) => [`defaults.${name}`, name] as const),
      ...Object.keys(parameters.transforms ?? {}).map((name) => [`transforms.${name}`, name] as const),
      ...Object.keys(parameters.fixed ?? {}).map((name) => [`fixed.${name}`, name] as const),
    ]
    refuse(named.filter(([, name]) => !known.has(name)).map(([path]) => [path, 'There is no such column']))
    const isKey = !parameters.match?.length || matchKeyNamed(target, parameters.match) !== undefined
    refuse(isKey ? [] : [['match', 'These do not tell one row from all others']])
    return asJson(parameters)
  },
  export: (given, subject) => {
    const parameters = parse(exportParameters, given)
    return under('parameters', () => readExportParameters(subject.context, subject, asJson(parameters)))
  },
  undo: () => ({}),
  bulk: (given) => given,
}

/** What was left out is left out. */
const asJson = (value: object): JsonObject => JSON.parse(JSON.stringify(value))

function parse<Value>(schema: z.ZodType<Value>, given: JsonObject): Value {
  const read = schema.safeParse(given)
  if (read.success) return read.data
  throw refusal(read.error.issues.map((issue) => [issue.path.join('.'), issueInWords(issue)]))
}

/** Faults of a part, told by their place in the whole. */
function under<Result>(path: string, read: () => Result): Result {
  try {
    return read()
  } catch (error) {
    if (!isDomainError(error) || !error.fields) throw error
    const fields = Object.fromEntries(Object.entries(error.fields).map(([name, told]) => [`${path}.${name}`, told]))
    throw new DomainError(error.code, error.message, { ...(error.reason && { reason: error.reason }), fields })
  }
}

type Fault = readonly [path: string, message: string]

function refuse(faults: readonly Fault[]): void {
  if (faults.length) throw refusal(faults)
}

function refusal(faults: readonly Fault[]): DomainError {
  const fields: Record<string, string[]> = {}
  for (const [path, message] of faults) {
    const name = path ? `parameters.${path}` : 'parameters'
    fields[name] = [...(fields[name] ?? []), message]
  }
  return new DomainError('invalid', 'The parameters of the job are not valid', {
    reason: 'invalid_parameters',
    fields,
  })
}

import type { Page } from '@groundwork/db'
import {
  DataJob,
  faultyRows,
  faultyRowsQuery,
  fileImport,
  importIssue,
  jobIssuesQuery,
  jobRowsQuery,
  lineageEntry,
  lineageRow,
  type Resource,
  StoredFile,
} from '@groundwork/domain'
import { dataJobIssues, dataJobRows, fileImports, listFaultyRows, rowLineage } from '@groundwork/services'
import { z } from 'zod'
import { keyOf } from '../rest/key-of.ts'
import { inSnakeCase, presentPlain } from '../rest/present.ts'
import { refuseParameters } from '../rest/refuse-parameters.ts'
import { readValues, requestUrl } from '../rest/resource-routes.ts'
import { ok, type PrivateRoute, type RestCall } from '../rest/route.ts'

const access = 'signed-in'
const written = (rows: readonly object[]) => ok(JSON.stringify(rows.map((row) => inSnakeCase(row))))

/** `/products/{id}/lineage`, of what can be brought in by files. */
export const lineageRoutes = (resource: Resource): readonly PrivateRoute[] =>
  resource.importable
    ? [
        {
          access,
          tag: resource.plural,
          method: 'GET',
          path: `/${resource.plural}/{id}/lineage`,
          summary: `Read which rows of which files a ${resource.label} comes from, the latest first`,
          describe: { answer: z.array(lineageEntry) },
          run: async (call) =>
            written(await rowLineage(call.services, call.work, resource, await keyOf(resource, call))),
        },
      ]
    : []

export const jobLineageRoutes: readonly PrivateRoute[] = [
  {
    access,
    tag: DataJob.plural,
    method: 'GET',
    path: `/${DataJob.plural}/{id}/rows`,
    summary: 'List the rows that a job made or changed, and whether somebody has changed them since',
    describe: { answer: lineageRow, isList: 'whole', parameters: ['page_size', 'cursor', 'is_changed_since'] },
    run: async (call) => {
      const query = readValues(rowsQuery, pageValues(call, ['page_size', 'cursor', 'is_changed_since']))
      return ok(presentPage(call, await dataJobRows(call.services, call.work, query)))
    },
  },
  {
    access,
    tag: DataJob.plural,
    method: 'GET',
    path: `/${DataJob.plural}/{id}/issues`,
    summary: 'List what kept rows of the file from landing',
    describe: { answer: importIssue, isList: 'whole', parameters: ['page_size', 'cursor'] },
    run: async (call) => {
      const query = readValues(issuesQuery, pageValues(call, ['page_size', 'cursor']))
      return ok(presentPage(call, await dataJobIssues(call.services, call.work, query)))
    },
  },
  {
    access,
    tag: DataJob.plural,
    method: 'GET',
    path: `/${DataJob.plural}/{id}/faulty-rows`,
    summary:
      'Read the rows that did not land, whole, with what is wrong with each: to be mended and sent as corrections',
    describe: { answer: faultyRows, parameters: ['page_size', 'cursor'] },
    run: async (call) => {
      const query = readValues(faultyQuery, pageValues(call, ['page_size', 'cursor']))
      return ok(presentPlain(await listFaultyRows(call.services, call.work, query)))
    },
  },
]

export const fileLineageRoutes: readonly PrivateRoute[] = [
  {
    access,
    tag: StoredFile.plural,
    method: 'GET',
    path: `/${StoredFile.plural}/{id}/imports`,
    summary: 'List what jobs have made of a file, the latest first',
    describe: { answer: z.array(fileImport) },
    run: async (call) => written(await fileImports(call.services, call.work, call.params.id ?? '')),
  },
]

const pageSize = jobIssuesQuery.shape.limit
const issuesQuery = jobIssuesQuery
  .omit({ limit: true })
  .extend({ pageSize })
  .transform(({ pageSize: limit, ...rest }) => ({ ...rest, limit }))
const faultyQuery = faultyRowsQuery
  .omit({ limit: true })
  .extend({ pageSize: faultyRowsQuery.shape.limit })
  .transform(({ pageSize: limit, ...rest }) => ({ ...rest, limit }))
const rowsQuery = jobRowsQuery
  .omit({ limit: true })
  .extend({ pageSize })
  .transform(({ pageSize: limit, ...rest }) => ({ ...rest, limit }))

/** What an address says, as far as its words are numbers and truths. */
function pageValues({ query, params }: RestCall, known: readonly string[]): Record<string, unknown> {
  refuseParameters(query, known)
  return { ...Object.fromEntries([...query].map(([name, word]) => [name, meant(name, word)])), id: params.id }
}

function meant(name: string, word: string): unknown {
  if (name === 'page_size') return /^\d{1,9}$/.test(word) ? Number(word) : word
  if (name === 'is_changed_since') return word === 'true' || (word === 'false' ? false : word)
  return word
}

function presentPage(call: RestCall, { rows, nextCursor }: Page<object>): string {
  const url = requestUrl(call)
  if (nextCursor !== null) url.searchParams.set('cursor', nextCursor)
  const next = nextCursor === null ? null : url.href
  return JSON.stringify({ count: null, next, previous: null, results: rows.map((row) => inSnakeCase(row)) })
}

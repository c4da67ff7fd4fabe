import { DataJob, type DataJobRow, type DataJobVerb } from '@groundwork/domain'
import { applyDataJob, cancelDataJob, catalogue, linksOf, retryDataJob, undoDataJob } from '@groundwork/services'
import { z } from 'zod'
import { keyOf } from '../rest/key-of.ts'
import { presentPlain, presentRest } from '../rest/present.ts'
import { readCreate, resourceRoutes } from '../rest/resource-routes.ts'
import type { Answer, PrivateRoute, RestCall } from '../rest/route.ts'

const { dataJob } = catalogue
const place = `/${DataJob.plural}` as const
const common = { access: 'signed-in', tag: DataJob.plural } as const

/** Work that has only begun: 202, and where to look. */
const accepted = (json: string): Answer => ({ status: 202, json })

const url = z.url().nullable()
const links = { outputFileUrl: url, errorFileUrl: url, logFileUrl: url }
const shownJob = (DataJob.read as unknown as z.ZodObject).extend(links)
const askedJob = z.object({ id: z.uuid() })

/** A job with fresh links to its files. */
async function present({ services, work }: RestCall, job: DataJobRow): Promise<string> {
  const row = presentRest(DataJob, job)
  const made = presentPlain(await linksOf(services, work, job))
  return `${row.slice(0, -1)},${made.slice(1)}`
}

const doing = {
  apply: ['Do what a dry run has shown', applyDataJob],
  undo: ['Take an import back, by a job of its own: its id is answered', undoDataJob],
  cancel: ['End a job; what has landed until then is whole', cancelDataJob],
  retry: ['Let a failed job go on from where it stood', retryDataJob],
} as const satisfies Record<DataJobVerb, readonly [string, typeof applyDataJob]>

const verbs = Object.keys(doing) as DataJobVerb[]

/** Jobs are asked for and read; what else may be done with them depends on how they stand. */
export const dataJobRoutes: readonly PrivateRoute[] = [
  ...resourceRoutes(dataJob, ['list']),
  {
    ...common,
    method: 'POST',
    path: place,
    summary: 'Ask for an import or an export',
    describe: { body: dataJob.newSchema, answer: askedJob, status: 202 },
    run: async (call) => {
      const values = readCreate(DataJob, dataJob.newSchema, call)
      const { id } = await dataJob.create(call.services, call.work, values)
      return accepted(presentPlain({ id }))
    },
  },
  {
    ...common,
    method: 'GET',
    path: `${place}/{id}`,
    summary: 'Read how a data job stands, with fresh links to its files',
    describe: { answer: shownJob },
    run: async (call) => {
      const job = await dataJob.get(call.services, call.work, await keyOf(DataJob, call))
      return { status: 200, json: await present(call, job) }
    },
  },
  ...verbs.map((verb): PrivateRoute => {
    const [summary, run] = doing[verb]
    return {
      ...common,
      method: 'POST',
      path: `${place}/{id}/${verb}`,
      summary,
      describe: { answer: DataJob.read, status: 202 },
      run: async (call) =>
        accepted(presentRest(DataJob, await run(call.services, call.work, await keyOf(DataJob, call)))),
    }
  }),
]

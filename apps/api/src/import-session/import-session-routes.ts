import { ImportSession, sessionStatistics, statisticsQuestion } from '@groundwork/domain'
import {
  cancelImportSession,
  catalogue,
  importSessionStatistics,
  retryImportSession,
  undoImportSession,
} from '@groundwork/services'
import { exportRoutes } from '../export/export-routes.ts'
import { keyOf } from '../rest/key-of.ts'
import { presentPlain, presentRest } from '../rest/present.ts'
import { readValues, resourceRoutes } from '../rest/resource-routes.ts'
import { ok, type PrivateRoute } from '../rest/route.ts'

const { importSession } = catalogue
const place = `/${ImportSession.plural}` as const
const common = { access: 'signed-in', tag: ImportSession.plural } as const

const doing = {
  cancel: ['End the job that a session is at; what has landed stays', cancelImportSession],
  retry: ['Let a session whose job failed go on from where it stood', retryImportSession],
  undo: ['Take back what a session has brought in, the last step first', undoImportSession],
} as const

const [text, file] = [{ type: 'string' }, { type: 'string', format: 'binary' }]
/** What `importSessionHandler` reads: the fields come before the files. */
const form = {
  type: 'object',
  required: ['organization', 'country'],
  properties: { organization: text, country: text, stat_file: file, recap_file: file },
}

const plain = resourceRoutes(importSession, ['list', 'get', 'create', 'remove', 'restore']).map(
  (route): PrivateRoute =>
    route.method === 'POST' && route.path === place ? { ...route, describe: { ...route.describe, form } } : route,
)

/** Sessions made of files that are there. The form that brings the files along is a door of bytes. */
export const importSessionRoutes: readonly PrivateRoute[] = [
  {
    ...common,
    method: 'GET',
    path: `${place}/statistics`,
    summary: 'How many sessions and files there are, and how they fared; counted anew every five minutes',
    describe: { answer: sessionStatistics, parameters: ['organization', 'country'] },
    run: async ({ services, work, query }) => {
      const question = readValues(statisticsQuestion, Object.fromEntries(query))
      return ok(presentPlain(await importSessionStatistics(services, work, question)))
    },
  },
  ...plain,
  ...exportRoutes(importSession.resource),
  ...Object.entries(doing).map(
    ([verb, [summary, run]]): PrivateRoute => ({
      ...common,
      method: 'POST',
      path: `${place}/{id}/${verb}`,
      summary,
      describe: { answer: ImportSession.read, status: 202 },
      run: async (call) => {
        const session = await run(call.services, call.work, await keyOf(ImportSession, call))
        return { status: 202, json: presentRest(ImportSession, session) }
      },
    }),
  ),
]

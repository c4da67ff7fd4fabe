import { StoredFile } from '@groundwork/domain'
import { readTable, readText } from '@groundwork/services'
import { presentPlain } from '../../rest/present.ts'
import { refuseParameters } from '../../rest/refuse-parameters.ts'
import { idOf } from '../../rest/resource-routes.ts'
import { ok, type PrivateRoute } from '../../rest/route.ts'
import { fileTable, fileText } from './content-input.ts'

const common = { tag: StoredFile.plural, access: 'signed-in', method: 'GET' } as const

/** Enough to see what a table is about. */
const PREVIEW_ROWS = 10

export const contentRoutes: readonly PrivateRoute[] = [
  {
    ...common,
    path: '/files/{id}/text',
    summary: 'The words in a file, as far as they are kept for search',
    describe: { answer: fileText },
    run: async ({ services, work, params, query }) => {
      refuseParameters(query)
      return ok(presentPlain(await readText(services, work, idOf(params))))
    },
  },
  {
    ...common,
    path: '/files/{id}/preview',
    summary: 'The columns and first ten rows of a table or workbook',
    describe: { answer: fileTable, parameters: ['sheet'] },
    run: async ({ services, work, params, query }) => {
      refuseParameters(query, ['sheet'])
      const table = await readTable(services, work, { file: idOf(params), sheet: query.get('sheet') ?? undefined })
      const rows = table.rows.slice(0, PREVIEW_ROWS)
      return ok(presentPlain({ ...table, rows, isCut: table.isCut || rows.length < table.rows.length }))
    },
  },
]

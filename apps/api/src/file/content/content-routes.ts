import { StoredFile } from '@groundwork/domain'
import { previewSpreadsheet, readText } from '@groundwork/services'
import { presentPlain } from '../../rest/present.ts'
import { refuseParameters } from '../../rest/refuse-parameters.ts'
import { idOf, readValues } from '../../rest/resource-routes.ts'
import { ok, type PrivateRoute } from '../../rest/route.ts'
import { fileText, spreadsheetPreview, tableReading } from './content-input.ts'

const common = { tag: StoredFile.plural, access: 'signed-in', method: 'GET' } as const

const readings = ['sheet', 'header_row', 'encoding', 'delimiter'] as const

/** An address has only words. */
function readReading(query: URLSearchParams) {
  refuseParameters(query, readings)
  const { header_row: row, ...words } = Object.fromEntries(query)
  return readValues(tableReading, {
    ...words,
    ...(row !== undefined && { header_row: /^\d{1,9}$/.test(row) ? Number(row) : row }),
  })
}

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
    describe: { answer: spreadsheetPreview, parameters: readings },
    run: async ({ services, work, params, query }) => {
      const wanted = { file: idOf(params), ...readReading(query) }
      return ok(presentPlain(await previewSpreadsheet(services, work, wanted)))
    },
  },
]

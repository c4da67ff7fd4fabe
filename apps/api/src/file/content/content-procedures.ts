import { previewSpreadsheet, readTable, readText } from '@groundwork/services'
import { procedure } from '../../trpc/trpc.ts'
import { fileTable, fileText, previewOf, spreadsheetPreview, tableOf, textOf } from './content-input.ts'

/** What is in files, as far as it can be shown without them. */
export const contentProcedures = {
  text: procedure
    .input(textOf)
    .output(fileText)
    .query(({ ctx, input }) => readText(ctx.services, ctx.work, input.id)),
  /** The first rows of a text table or of one sheet of a workbook. */
  table: procedure
    .input(tableOf)
    .output(fileTable)
    .query(({ ctx, input: { id, sheet } }) => readTable(ctx.services, ctx.work, { file: id, sheet })),
  /** The same as an import would read it, with what was found out about the way it is written. */
  preview: procedure
    .input(previewOf)
    .output(spreadsheetPreview)
    .query(({ ctx, input: { id, ...wanted }, signal }) =>
      previewSpreadsheet(ctx.services, ctx.work, { file: id, ...wanted, signal }),
    ),
}

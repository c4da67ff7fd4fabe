import type { Spreadsheet, SpreadsheetSource } from '../../spreadsheet.ts'
import { openTable, type TableOptions } from '../open-table.ts'
import { unreadable } from '../unreadable.ts'
import { openWorkbook } from './open-workbook.ts'

interface XlsxOptions extends TableOptions {
  readonly sheet?: string | undefined
}

/** A table in a workbook: the sheet that is asked for, else the first that can have cells. */
export async function openXlsx(source: SpreadsheetSource, options: XlsxOptions): Promise<Spreadsheet> {
  const { sheets, dateSystem, rows, close } = await openWorkbook(source, options.limits)
  try {
    const sheet = options.sheet ?? sheets[0]
    if (sheet === undefined) throw unreadable('empty_spreadsheet', 'The workbook has no sheet with cells')
    const facts = { format: 'xlsx', sheets, sheet, dateSystem } as const
    return await openTable(() => rows(sheet), facts, { ...options, close })
  } catch (error) {
    await close()
    throw error
  }
}

import { type DataValidation, writeXlsx } from 'hucre/xlsx'
import { csvLiner } from './csv-line.ts'

/** A column that somebody is to fill in. */
export interface TemplateColumn {
  readonly name: string
  readonly isRequired: boolean
  /** What may stand in it; left out where anything may. */
  readonly allowed?: readonly string[]
}

/** So many rows offer a choice; beyond them people paste. */
const offeredRows = 10_000

/**
 * An empty table to fill in. As a workbook its cells offer what may stand in them, and a second sheet lists it; a text has the names of
 * the columns and no more, for anything else in it would be taken for a row.
 */
export async function writeTemplate(
  format: 'csv' | 'xlsx',
  columns: readonly TemplateColumn[],
  sheetName: string,
): Promise<Uint8Array> {
  if (format === 'csv') return Buffer.from(csvLiner(',')(columns.map(({ name }) => name)))
  const limited = columns.filter(({ allowed }) => allowed?.length)
  return writeXlsx({
    sheets: [
      {
        name: sheetName,
        columns: columns.map(({ name }) => ({ width: Math.max(14, name.length + 2) })),
        rows: [columns.map(({ name }) => name)],
        freezePane: { rows: 1 },
        dataValidations: limited.map(offer(columns, limited)),
      },
      {
        name: allowedSheet,
        columns: limited.map(({ name }) => ({ width: Math.max(14, name.length + 2) })),
        rows: [limited.map(({ name }) => name), ...transposed(limited)],
        freezePane: { rows: 1 },
      },
      {
        name: 'Columns',
        columns: [{ width: 30 }, { width: 12 }],
        rows: [['column', 'required'], ...columns.map(({ name, isRequired }) => [name, isRequired ? 'yes' : 'no'])],
        freezePane: { rows: 1 },
      },
    ],
  })
}

const allowedSheet = 'Allowed values'

/** The list in the other sheet, for one in the cell itself may have no more than 255 characters. */
const offer =
  (columns: readonly TemplateColumn[], limited: readonly TemplateColumn[]) =>
  (column: TemplateColumn): DataValidation => {
    const at = letters(columns.indexOf(column))
    const list = letters(limited.indexOf(column))
    return {
      type: 'list',
      formula1: `'${allowedSheet}'!$${list}$2:$${list}$${(column.allowed?.length ?? 0) + 1}`,
      allowBlank: true,
      range: `${at}2:${at}${offeredRows}`,
    }
  }

function transposed(columns: readonly TemplateColumn[]): (string | null)[][] {
  const most = Math.max(0, ...columns.map(({ allowed = [] }) => allowed.length))
  return Array.from({ length: most }, (_, row) => columns.map(({ allowed = [] }) => allowed[row] ?? null))
}

/** 0 is A, 26 is AA. */
function letters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last
}

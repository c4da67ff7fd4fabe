import type { ExportableColumn, FieldKind } from '@groundwork/domain'
import type { ColumnKind, SheetColumn } from '@groundwork/spreadsheet'

const kindOf: Readonly<Partial<Record<FieldKind, ColumnKind>>> = {
  integer: 'number',
  bigint: 'number',
  decimal: 'number',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'moment',
}

/** A column as a sheet has it: named as an import knows it, labelled for print. */
export const sheetColumnOf = ({
  name,
  label,
  kind,
}: Pick<ExportableColumn, 'name' | 'label' | 'kind'>): SheetColumn => ({
  name,
  label,
  kind: kindOf[kind] ?? 'text',
})

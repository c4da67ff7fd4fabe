import { DomainError } from '../error/domain-error.ts'
import type { ExportableColumn } from './exportable-columns.ts'

/**
 * The columns that were asked for, in that order; the usual ones where nothing was asked. One that the caller may not read is
 * answered like one that does not exist.
 *
 * @throws DomainError invalid (`unknown_column`), with the path of each name that is wrong
 */
export function chooseColumns(
  columns: readonly ExportableColumn[],
  wanted: readonly string[] | undefined,
): readonly ExportableColumn[] {
  if (!wanted) return columns.filter(({ isUsual }) => isUsual)
  const byName = new Map(columns.map((column) => [column.name, column]))
  const faults: [string, readonly string[]][] = []
  const chosen = wanted.flatMap((name, index) => {
    const column = byName.get(name)
    const fault = !column ? 'No such column' : wanted.indexOf(name) < index ? 'Named twice' : null
    if (fault) faults.push([`columns.${index}`, [fault]])
    return column && !fault ? [column] : []
  })
  if (!faults.length) return chosen
  const [[, [message = '']] = ['', ['']]] = faults
  throw new DomainError('invalid', message, { reason: 'unknown_column', fields: Object.fromEntries(faults) })
}

import type { ViewColumn } from '@groundwork/domain'
import type { ColumnLayout } from '../grid/column-layout.ts'

/** `sku`, or `sku:120` where somebody has given it a width. */
export const paramOf = ({ name, width }: ViewColumn): string => (width === undefined ? name : `${name}:${width}`)

export const paramsOf = ({ shown, widths }: ColumnLayout): string[] =>
  shown.map((name) => {
    const width = widths[name]
    return paramOf({ name, ...(width !== undefined && { width }) })
  })

/** Columns as an address names them. */
export function layoutIn(columns: readonly string[]): ColumnLayout {
  const pairs = columns.map((column) => {
    const [, name = column, width] = /^(.+):(\d{2,4})$/.exec(column) ?? []
    return { name, width: width === undefined ? undefined : Number(width) }
  })
  return {
    shown: pairs.map(({ name }) => name),
    widths: Object.fromEntries(pairs.flatMap(({ name, width }) => (width === undefined ? [] : [[name, width]]))),
  }
}

/** The columns that an address asks for. */
export const layoutOf = ({ columns }: { readonly columns?: readonly string[] | undefined }): ColumnLayout | null =>
  columns ? layoutIn(columns) : null

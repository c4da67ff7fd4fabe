import { useMemo } from 'react'
import { type ColumnLayoutControl, useColumnLayout } from '../grid/use-column-layout.ts'
import { layoutOf, paramsOf } from '../saved-view/columns-param.ts'
import type { SavedViewControl } from '../saved-view/use-saved-view.ts'
import { useMe } from '../session/me.ts'
import type { AnyRow } from './record-types.ts'
import { type ColumnSource, resourceColumns } from './resource-columns.tsx'

interface ListColumns extends ColumnSource {
  readonly saved: SavedViewControl
}

/** The columns of a list: those of its view, of a link, or as this person has arranged them. */
export function useListColumns(options: ListColumns): ColumnLayoutControl<AnyRow> {
  const { resource, definitions, names, widths, isOpenable, isTrash, isOfOne, cells, saved } = options
  const { view, search, change } = saved
  const me = useMe()
  const { columns, defaults } = useMemo(
    () => resourceColumns({ resource, definitions, names, widths, isOpenable, isTrash, isOfOne, cells }),
    [resource, definitions, names, widths, isOpenable, isTrash, isOfOne, cells],
  )
  return useColumnLayout({
    storageKey: `groundwork-columns-${me.user.id}-${resource.name}${isTrash ? '-trash' : ''}`,
    columns,
    defaults,
    shared: layoutOf(search),
    onArrange: () => change({ columns: undefined }),
    onChange: view && ((layout) => change({ columns: layout ? paramsOf(layout) : undefined })),
  })
}

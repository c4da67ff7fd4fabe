import { isDrawnGroup } from '@groundwork/domain'
import { useMemo } from 'react'
import type { RowsInput } from '../api/rows.ts'
import type { Definition } from '../custom-field/definitions.ts'
import type { GroupRows } from '../grid/grid-lines.ts'
import { GroupHead } from './group-head.tsx'
import type { AnyRow, NamedResource } from './record-types.ts'
import { groupValue } from './within-group.ts'

interface Grouping {
  readonly resource: NamedResource
  readonly definitions: readonly Definition[]
  readonly group: string | undefined
  readonly input: RowsInput
}

/** How the rows of a list stand in groups; undefined where they do not. */
export function useGroups({ resource, definitions, group, input }: Grouping): GroupRows<AnyRow> | undefined {
  return useMemo(() => {
    if (!isDrawnGroup(resource, group)) return undefined
    return {
      valueOf: (row) => groupValue(row, group) ?? null,
      renderHead: (row) => (
        <GroupHead resource={resource} definitions={definitions} group={group} row={row} input={input} />
      ),
    }
  }, [resource, definitions, group, input])
}

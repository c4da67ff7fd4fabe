import { isDrawnGroup } from '@groundwork/domain'
import { useMemo } from 'react'
import type { RowsInput } from '../api/rows.ts'
import type { Definition } from '../custom-field/definitions.ts'
import type { GroupRows } from '../grid/grid-lines.ts'
import { GroupHead } from './group-head.tsx'
import type { AnyRow, NamedResource } from './record-types.ts'
import { useFolded } from './use-folded.ts'
import { groupValue, outsideGroups } from './within-group.ts'

interface Grouping {
  readonly resource: NamedResource
  readonly definitions: readonly Definition[]
  readonly group: string | undefined
  /** What the list is of, whatever is folded. */
  readonly input: RowsInput
}

interface Grouped {
  /** Undefined where the rows stand in none. */
  readonly groups: GroupRows<AnyRow> | undefined
  /** The rows to ask for. Of a group that is folded there may be more than anybody would wait for. */
  readonly unfolded: RowsInput
}

/** How the rows of a list stand in groups, and which of them are folded. */
export function useGroups({ resource, definitions, group, input }: Grouping): Grouped {
  const folding = useFolded(resource.name, group, input)
  return useMemo(() => {
    if (!isDrawnGroup(resource, group)) return { groups: undefined, unfolded: input }
    const groups: GroupRows<AnyRow> = {
      ...folding,
      valueOf: (row) => groupValue(row, group) ?? null,
      renderHead: (head) => <GroupHead {...{ resource, definitions, group, input }} {...head} />,
    }
    const values = folding.folded.map(({ value }) => value)
    return { groups, unfolded: outsideGroups(input, group, values) }
  }, [resource, definitions, group, input, folding])
}

import type { Outline } from 'virtual:resource-outlines'
import { resources } from '@groundwork/domain'
import { columnsOf } from '../shell/columns-of.ts'
import { pluralName, pluralTitle } from '../shell/resource-names.ts'
import { TreeScreen } from './tree-screen.tsx'

const mostColumns = 4

/** Any tree, from its definition alone. */
export function PlainTreeScreen({ outline }: { outline: Outline }) {
  const resource = resources[outline.name]
  const columns = columnsOf(resource).filter((name) => name !== resource.title && !name.startsWith('parent'))
  return (
    <TreeScreen
      resource={resource}
      plural={pluralName(outline)}
      title={pluralTitle(outline)}
      columns={columns.slice(0, mostColumns)}
    />
  )
}

import type { Outline } from 'virtual:resource-outlines'
import { resources } from '@groundwork/domain'
import { ResourceScreen } from '../resource/resource-screen.tsx'
import { columnsOf } from './columns-of.ts'
import { pluralName, pluralTitle } from './resource-names.ts'

/** Any kind of record as a list, from its definition alone. */
export function PlainRecordScreen({ outline }: { outline: Outline }) {
  const resource = resources[outline.name]
  return (
    <ResourceScreen
      key={outline.name}
      resource={resource}
      plural={pluralName(outline)}
      title={pluralTitle(outline)}
      columns={columnsOf(resource)}
    />
  )
}

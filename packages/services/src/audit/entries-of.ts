import { asSystem, type ListQuery, type Reader, type SeenRecord, type WorkContext } from '@groundwork/db'
import { type Filter, historyActionTypes, type Resource } from '@groundwork/domain'
import type { EngineServices } from '../resource/verbs.ts'

/** Reads the trail of a record whose reader has been found to see it: few of them may read the whole trail. */
export const trailReader = ({ database }: EngineServices, { origin }: WorkContext): Reader =>
  database.reader(asSystem('read the history of a record for somebody who may view it', origin))

/** Entries about one record that tell what became of it. Its own organization is named, as the index begins with it. */
export function entriesOf(
  { name }: Resource,
  id: string,
  { organization }: SeenRecord,
  more: readonly Filter[] = [],
): Pick<ListQuery, 'filter' | 'organizations'> {
  const conditions: Filter[] = [
    { field: 'resource', op: 'eq', value: name },
    { field: 'objectId', op: 'eq', value: id },
    { field: 'actionType', op: 'in', value: historyActionTypes },
    ...more,
  ]
  return organization === null
    ? { filter: { and: [{ field: 'organization', op: 'isnull', value: true }, ...conditions] } }
    : { filter: { and: conditions }, organizations: [organization] }
}

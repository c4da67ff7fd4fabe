import { useQuery } from '@tanstack/react-query'
import { referenceQuery, titleOf } from './references.ts'

/** The name of the row that an id stands for; the id itself when it may not be read. */
export function ReferenceName({ resource, id }: { resource: string; id: string }) {
  const { data } = useQuery(referenceQuery(resource, id))
  return <span title={id}>{data ? titleOf(resource, data) : id}</span>
}

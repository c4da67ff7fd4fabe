import { useQuery } from '@tanstack/react-query'
import { referenceQuery, titleOf } from './references.ts'

interface ReferenceNameProps {
  readonly resource: string
  readonly id: string
  /** What the row that points there calls it; nothing is asked then. */
  readonly shownAs?: string | undefined
}

/** The name of the row that an id stands for; the id itself when it may not be read. */
export function ReferenceName({ resource, id, shownAs }: ReferenceNameProps) {
  const { data } = useQuery({ ...referenceQuery(resource, id), enabled: shownAs === undefined, retry: false })
  return <span title={id}>{shownAs ?? (data ? titleOf(resource, data) || id : id)}</span>
}

import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { namedJobQuery } from './lineage-queries.ts'
import { words } from './words.ts'

/** The import that did it, by whom; a way to it for whoever may see the job. */
export function JobLink({ id }: { id: string }) {
  const { data } = useQuery(namedJobQuery(id))
  if (!data) return words.import
  return (
    <Link to="/data-jobs" search={{ open: id }}>
      {data.createdByUsername ? words.by(data.createdByUsername) : words.import}
    </Link>
  )
}

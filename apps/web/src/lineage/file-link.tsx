import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { referenceQuery } from '../resource/references.ts'
import { words } from './words.ts'

/** A file by its name, with the way to it; for whoever may see it. */
export function FileLink({ id }: { id: string }) {
  const { data, isPending } = useQuery({ ...referenceQuery('file', id), retry: false })
  if (isPending) return null
  if (!data || !('originalFilename' in data)) return words.closedFile
  return (
    <Link to="/files" search={{ open: id }}>
      {String(data.originalFilename)}
    </Link>
  )
}

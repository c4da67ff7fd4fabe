import { IconStar, IconStarFilled } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { IconButton } from '../ui/icon-button.tsx'
import { type FileRow, starsQuery } from './file-queries.ts'
import { useEntryActions } from './use-entry-actions.ts'
import { words } from './words.ts'

/** One's own star: others do not see it. */
export function FavouriteButton({ file }: { file: FileRow }) {
  const { data: stars } = useQuery(starsQuery(file.organization))
  const { star } = useEntryActions()
  if (!stars) return null
  const isStarred = stars.includes(file.id)
  return (
    <IconButton
      label={isStarred ? words.unstar : words.star}
      size={32}
      variant="default"
      aria-pressed={isStarred}
      onClick={() => void star([file], !isStarred)}
    >
      {isStarred ? <IconStarFilled size={16} /> : <IconStar size={16} />}
    </IconButton>
  )
}

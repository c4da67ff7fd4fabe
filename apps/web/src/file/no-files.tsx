import { useIsTouch } from '@groundwork/react/parts'
import { Button } from '@mantine/core'
import { IconFolderOpen, IconTrash } from '@tabler/icons-react'
import { useCurrentOrganization } from '../organization/organization-queries.ts'
import { governed, useAbilities } from '../session/abilities.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { NothingMatches } from '../ui/nothing-matches.tsx'
import { pickFiles, pickFolder } from '../upload/pick-files.ts'
import { type FileSearch, filterCount, noFilters } from './file-search.ts'
import { words } from './words.ts'

interface NoFilesProps {
  readonly search: FileSearch
  readonly onChange: (change: Partial<FileSearch>) => void
  readonly isTrash: boolean
}

/** Nothing matches, nothing deleted, or nothing there yet: each with what to do about it. */
export function NoFiles({ search, onChange, isTrash }: NoFilesProps) {
  const organization = useCurrentOrganization()
  const { can } = useAbilities()
  const isTouch = useIsTouch()
  if (filterCount(search)) {
    return <NothingMatches title={words.noMatchTitle} hint={words.noMatchHint} onClear={() => onChange(noFilters)} />
  }
  if (isTrash) return <EmptyState icon={IconTrash} title={words.trashEmptyTitle} hint={words.trashEmptyHint} />
  if (!can('add', governed.file, organization)) {
    return <EmptyState icon={IconFolderOpen} title={titleOf(search)} hint={words.emptyReadOnly} />
  }
  return (
    <EmptyState
      icon={IconFolderOpen}
      title={titleOf(search)}
      hint={isTouch ? words.emptyTouchHint : words.emptyHint}
      action={
        <>
          <Button variant="default" onClick={pickFiles}>
            {words.uploadFiles}
          </Button>
          <Button variant="default" onClick={pickFolder}>
            {words.uploadFolder}
          </Button>
        </>
      }
    />
  )
}

const titleOf = ({ folder }: FileSearch) => (folder === undefined ? words.emptyTitle : words.folderEmptyTitle)

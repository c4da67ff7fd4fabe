import { toGroundworkError } from '@groundwork/client'
import { Button, Skeleton } from '@mantine/core'
import { IconDownload, IconEye, IconFileOff, IconLink, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { rowQuery } from '../api/rows.ts'
import { HistorySection } from '../audit/history-section.tsx'
import { CustomFieldsEditor } from '../resource/custom-fields-editor.tsx'
import { canOn } from '../session/abilities.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Problem } from '../ui/problem.tsx'
import { SidePane } from '../ui/side-pane.tsx'
import styles from './details-pane.module.css'
import type { FileActions } from './file-actions.ts'
import { FileFacts } from './file-facts.tsx'
import { FilePicture } from './file-picture.tsx'
import type { FileRow } from './file-queries.ts'
import { FileStateBadge } from './file-state-badge.tsx'
import { NameInput } from './name-input.tsx'
import { TagEditor } from './tag-editor.tsx'
import { words } from './words.ts'

interface DetailsPaneProps {
  readonly id: string
  readonly actions: FileActions
  readonly onPreview: (row: FileRow) => void
  readonly onLink: (row: FileRow) => void
  readonly onDelete: (row: FileRow) => void
  readonly onClose: () => void
}

/** Everything about one file, beside the list it came from. */
export function DetailsPane({ id, onClose, ...rest }: DetailsPaneProps) {
  const { data, error, refetch } = useQuery(rowQuery('file', id))
  const isGone = error && toGroundworkError(error).code === 'not_found'
  return (
    <SidePane label={words.details} title={data?.originalFilename ?? words.details} onClose={onClose}>
      {data && <Details key={id} file={data} {...rest} />}
      {!data && !error && <DetailsSkeleton />}
      {isGone && <EmptyState icon={IconFileOff} title={words.goneTitle} hint={words.goneHint} />}
      {error && !isGone && !data && <Problem error={error} onRetry={() => void refetch()} />}
    </SidePane>
  )
}

function Details({
  file,
  actions,
  onPreview,
  onLink,
  onDelete,
}: Omit<DetailsPaneProps, 'id' | 'onClose'> & { file: FileRow }) {
  const [isRenaming, setIsRenaming] = useState(false)
  const mayChange = canOn('change', file)
  const isOpenable = file.status === 'available' && canOn('download', file)
  return (
    <>
      <button
        type="button"
        className={styles.picture}
        disabled={!isOpenable}
        onClick={() => onPreview(file)}
        aria-label={words.open}
      >
        <FilePicture file={file} />
      </button>
      <div className={styles.state} data-status={file.status}>
        <FileStateBadge status={file.status} />
        {file.statusReason && <p>{file.statusReason}</p>}
        {words.stateHint[file.status] && <p className={styles.hint}>{words.stateHint[file.status]}</p>}
      </div>
      <div className={styles.actions}>
        {isOpenable && (
          <>
            <Button variant="default" leftSection={<IconEye size={16} />} onClick={() => onPreview(file)}>
              {words.open}
            </Button>
            <IconButton
              label={words.download}
              size={32}
              variant="default"
              onClick={() => void actions.download([file])}
            >
              <IconDownload size={16} />
            </IconButton>
            <IconButton label={words.copyLink} size={32} variant="default" onClick={() => onLink(file)}>
              <IconLink size={16} />
            </IconButton>
          </>
        )}
        {canOn('delete', file) && (
          <IconButton
            label={words.delete}
            size={32}
            variant="default"
            className={styles.delete}
            onClick={() => onDelete(file)}
          >
            <IconTrash size={16} />
          </IconButton>
        )}
      </div>
      <section>
        <h3 className={styles.heading}>{words.name}</h3>
        {isRenaming ? (
          <NameInput
            name={file.originalFilename}
            onDone={(name) => {
              setIsRenaming(false)
              if (name) void actions.rename(file, name)
            }}
          />
        ) : (
          <p className={styles.name}>
            {file.originalFilename}
            {mayChange && (
              <Button size="compact-xs" variant="subtle" onClick={() => setIsRenaming(true)}>
                {words.rename}
              </Button>
            )}
          </p>
        )}
      </section>
      <TagEditor file={file} mayChange={mayChange} onChange={(tags) => void actions.setTags(file, tags)} />
      <FileFacts file={file} />
      <CustomFieldsEditor
        fields={file.customFields}
        mayChange={mayChange}
        onChange={(fields) => void actions.setCustomFields(file, fields)}
      />
      <HistorySection resource="file" id={file.id} mayChange={mayChange} />
    </>
  )
}

function DetailsSkeleton() {
  return (
    <>
      <Skeleton height={128} />
      <Skeleton height={20} width={96} />
      <Skeleton height={32} />
      <Skeleton height={180} />
    </>
  )
}

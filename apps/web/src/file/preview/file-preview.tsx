import { clientSource, PreviewContent, PreviewNote } from '@groundwork/react/preview'
import { Modal } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconDownload, IconUserPlus, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { gw } from '../../api/client.ts'
import { rowQuery } from '../../api/rows.ts'
import { canOn } from '../../session/abilities.ts'
import { formatBytes } from '../../ui/format.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Problem } from '../../ui/problem.tsx'
import type { FileRow } from '../file-queries.ts'
import { words } from '../words.ts'
import styles from './file-preview.module.css'
import { usePreviewKeys } from './use-preview-keys.ts'

export interface FilePreviewProps {
  readonly id: string
  /** The list it belongs to: arrows go through it. */
  readonly rows: readonly FileRow[]
  readonly onShow: (id: string) => void
  readonly onClose: () => void
  readonly onShare: (row: FileRow) => void
  readonly onDownload: (row: FileRow) => void
}

/** One file over everything else. Arrows go to the neighbours, Escape and Space back to the list. */
export function FilePreview({ id, rows, onShow, onClose, onShare, onDownload }: FilePreviewProps) {
  const { data: file, error, refetch } = useQuery(rowQuery('file', id))
  const place = rows.findIndex((row) => row.id === id)
  const before = rows[place - 1]
  const after = place < 0 ? undefined : rows[place + 1]
  const isOpenable = file?.status === 'available'
  const mayDownload = file !== undefined && isOpenable && canOn('download', file)

  const source = useMemo(
    () => file && { ...clientSource(gw, file), ...(mayDownload && { download: () => onDownload(file) }) },
    [file, mayDownload, onDownload],
  )

  useEffect(() => {
    document.title = file ? `${file.originalFilename} · Groundwork` : 'Groundwork'
    return () => {
      document.title = 'Groundwork'
    }
  }, [file])

  usePreviewKeys({
    ArrowLeft: before && (() => onShow(before.id)),
    ArrowRight: after && (() => onShow(after.id)),
    ' ': onClose,
  })

  return (
    <Modal.Root opened onClose={onClose} fullScreen trapFocus returnFocus={false} transitionProps={{ duration: 0 }}>
      <Modal.Content className={styles.content} aria-label={file?.originalFilename ?? words.previewLoading}>
        <header className={styles.header}>
          <div className={styles.what}>
            <Modal.Title className={styles.title}>{file?.originalFilename ?? ' '}</Modal.Title>
            <span className={`${styles.about} tabular`}>
              {file && `${words.kindOne[file.kind]} · ${formatBytes(file.fileSize)}`}
              {place >= 0 && ` · ${words.place(place + 1, rows.length)}`}
            </span>
          </div>
          {file && canOn('share', file) && (
            <IconButton label={words.share} size={32} onClick={() => onShare(file)}>
              <IconUserPlus size={18} />
            </IconButton>
          )}
          {file && mayDownload && (
            <IconButton label={words.download} size={32} onClick={() => onDownload(file)}>
              <IconDownload size={18} />
            </IconButton>
          )}
          <IconButton label={words.closePreview} hotkey="Esc" size={32} onClick={onClose} data-autofocus>
            <IconX size={18} />
          </IconButton>
        </header>
        <div className={styles.stage}>
          <IconButton
            label={words.previous}
            hotkey="←"
            size={40}
            className={styles.before}
            disabled={!before}
            onClick={() => before && onShow(before.id)}
          >
            <IconChevronLeft size={24} />
          </IconButton>
          <div className={styles.body}>
            {error && !file && <Problem error={error} onRetry={() => void refetch()} />}
            {file && source && isOpenable && <PreviewContent file={file} source={source} />}
            {file && !isOpenable && (
              <PreviewNote title={words.notServable} hint={file.statusReason ?? words.stateHint[file.status]} />
            )}
          </div>
          <IconButton
            label={words.next}
            hotkey="→"
            size={40}
            className={styles.after}
            disabled={!after}
            onClick={() => after && onShow(after.id)}
          >
            <IconChevronRight size={24} />
          </IconButton>
        </div>
      </Modal.Content>
    </Modal.Root>
  )
}

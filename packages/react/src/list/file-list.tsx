import type { FileRow } from '@groundwork/client'
import { IconDownload } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useGroundwork } from '../groundwork-provider.tsx'
import { downloadToDisk } from '../preview/client-source.ts'
import share from '../share/share.module.css'
import { Button, IconButton } from '../ui/button.tsx'
import { formatBytes } from '../ui/format.ts'
import { ProblemNote } from '../ui/problem-note.tsx'
import { When } from '../ui/when.tsx'
import { words } from '../words.ts'
import styles from './file-list.module.css'
import { type FilesWanted, filesQuery } from './files-query.ts'

export interface FileListProps extends FilesWanted {
  /** What a click on a name does; without it, names are just names. */
  readonly onOpen?: (file: FileRow) => void
}

/** Files as a table, a page at a time. */
export function FileList({ onOpen, ...wanted }: FileListProps) {
  const { client, queryClient } = useGroundwork()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    filesQuery(client, wanted),
    queryClient,
  )
  if (error && !data) return <ProblemNote error={error} onRetry={() => void refetch()} />
  if (!data) return <div className={share.skeleton} role="status" aria-label={words.loading} />
  const rows = data.pages.flatMap((page) => page.rows)
  if (!rows.length) return <p className={share.empty}>{words.noFiles}</p>
  return (
    <div className={styles.list}>
      <table className={styles.table} aria-label={words.files}>
        <thead>
          <tr>
            <th scope="col">{words.name}</th>
            <th scope="col">{words.state}</th>
            <th scope="col" className={styles.number}>
              {words.size}
            </th>
            <th scope="col" className={styles.when}>
              {words.added}
            </th>
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map((file) => (
            <tr key={file.id}>
              <td className={styles.name} title={file.originalFilename}>
                {onOpen ? (
                  <button type="button" className={styles.open} onClick={() => onOpen(file)}>
                    {file.originalFilename}
                  </button>
                ) : (
                  file.originalFilename
                )}
              </td>
              <td className={styles.soft} title={file.statusReason ?? undefined}>
                {words.states[file.status]}
              </td>
              <td className={styles.number}>{formatBytes(file.fileSize)}</td>
              <td className={`${styles.soft} ${styles.when}`}>
                <When at={file.createdAt} />
              </td>
              <td>
                {file.status === 'available' && (
                  <IconButton
                    label={words.downloadOne(file.originalFilename)}
                    onClick={() => void downloadToDisk(client, file)}
                  >
                    <IconDownload size={16} />
                  </IconButton>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {hasNextPage && (
        <div className={styles.more}>
          <Button isBusy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {words.showMore}
          </Button>
        </div>
      )}
    </div>
  )
}

import { Modal, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { StatusBadge } from '../resource/status-badge.tsx'
import table from '../ui/plain-table.module.css'
import { Problem } from '../ui/problem.tsx'
import { When } from '../ui/when.tsx'
import { words as common } from '../ui/words.ts'
import { versionsQuery } from './document-versions.ts'
import { words } from './words.ts'

interface VersionsDialogProps {
  readonly id: string
  readonly title: string
  readonly onClose: () => void
}

/** Every edition of a document with its file. */
export function VersionsDialog({ id, title, onClose }: VersionsDialogProps) {
  const { data, error, refetch } = useQuery(versionsQuery(id))
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.versionsTitle(title)}
      size={560}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={120} aria-label={words.loading} />}
      {data && (
        <table className={table.table}>
          <tbody>
            {data.map((row, place) => (
              <tr key={row.id}>
                <th scope="row">
                  {words.version(row.versionNumber)}
                  {place === 0 && ` (${words.newest})`}
                </th>
                <td>
                  <Link to="/files" search={{ org: row.organization, preview: row.file }}>
                    {row.fileName}
                  </Link>
                </td>
                <td>
                  <StatusBadge slug={row.status} />
                </td>
                <td>
                  <When at={row.createdAt} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Modal>
  )
}

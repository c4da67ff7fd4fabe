import { Modal, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { formatBytes } from '../../ui/format.ts'
import { Problem } from '../../ui/problem.tsx'
import { useReturnFocus } from '../../ui/use-return-focus.ts'
import { words as common } from '../../ui/words.ts'
import { Breakdown } from './breakdown.tsx'
import styles from './quota.module.css'
import { storageQuotaQuery } from './storage-quota-query.ts'
import { words } from './words.ts'

interface QuotaDialogProps {
  readonly organization: string
  readonly onClose: () => void
}

/** How much space there is, how much is left, and what takes it. */
export function QuotaDialog({ organization, onClose }: QuotaDialogProps) {
  const { data, error, refetch } = useQuery(storageQuotaQuery(organization))
  useReturnFocus()
  return (
    <Modal opened onClose={onClose} title={words.title} size={560} closeButtonProps={{ 'aria-label': common.close }}>
      {error && !data && <Problem error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={280} aria-label={words.loading} />}
      {data && (
        <div className={styles.body}>
          <p className={`${styles.sum} tabular`}>
            {words.used(formatBytes(data.usedBytes), formatBytes(data.quotaBytes))}
          </p>
          {data.level !== 'fine' && (
            <p className={styles.note} data-level={data.level}>
              {words.levels[data.level]}
            </p>
          )}
          {data.reservedBytes > 0 && <p className={styles.soft}>{words.reserved(formatBytes(data.reservedBytes))}</p>}
          {data.ownUsedBytes < data.usedBytes && (
            <p className={styles.soft}>{words.own(formatBytes(data.ownUsedBytes))}</p>
          )}
          {data.breakdown ? (
            <Breakdown breakdown={data.breakdown} />
          ) : (
            <p className={styles.soft}>{words.noBreakdown}</p>
          )}
          <div className={styles.foot}>
            {data.breakdown && (
              <Link to="/trash" search={{ org: organization }} className={styles.link} onClick={onClose}>
                {words.inTrash(formatBytes(data.breakdown.inTrash.bytes), data.breakdown.inTrash.count)}
              </Link>
            )}
            <Link to="/storage" search={{ org: organization }} className={styles.link} onClick={onClose}>
              {words.settings}
            </Link>
          </div>
        </div>
      )}
    </Modal>
  )
}

import { quotaLevel, usedPercent } from '@groundwork/domain'
import { useQuery } from '@tanstack/react-query'
import { useGroundwork } from '../groundwork-provider.tsx'
import { formatBytes } from '../ui/format.ts'
import { words } from '../words.ts'
import styles from './quota-indicator.module.css'
import { quotaQuery } from './quota-query.ts'

/** How much of an organization's space is taken, in words and as a bar. What is on its way counts too. */
export function QuotaIndicator({ organization }: { organization: string }) {
  const { client, queryClient } = useGroundwork()
  const { data } = useQuery(quotaQuery(client, organization), queryClient)
  if (!data) return null
  const { quotaBytes, usedBytes, reservedBytes, warningThreshold } = data
  const use = { usedBytes: usedBytes + reservedBytes, quotaBytes, warningThreshold }
  const level = quotaLevel(use)
  const percent = Math.min(100, usedPercent(use))
  return (
    <div className={styles.quota} data-level={level}>
      <span>
        {level !== 'fine' && <strong>{words.quotaLevels[level]}: </strong>}
        {words.quotaOf(formatBytes(usedBytes), formatBytes(quotaBytes))}
      </span>
      <div
        className={styles.track}
        role="progressbar"
        aria-label={words.quota}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <div className={styles.fill} style={{ width: `${percent}%` }} />
      </div>
    </div>
  )
}

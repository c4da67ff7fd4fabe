import { Progress } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useCurrentOrganization } from '../organization/organization-queries.ts'
import { useMe } from '../session/me.ts'
import { formatBytes } from '../ui/format.ts'
import { quotaQuery } from './file-queries.ts'
import styles from './quota-bar.module.css'
import { words } from './words.ts'

/** How much of the organization's space is taken. With several on the screen there is no one answer, so nothing is shown. */
export function QuotaBar() {
  const current = useCurrentOrganization()
  const { memberships } = useMe()
  const organization = current ?? (memberships.length === 1 ? memberships[0]?.organization : undefined)
  const { data } = useQuery({ ...quotaQuery(organization ?? ''), enabled: organization !== undefined })
  if (!data) return null
  const { quotaBytes, usedBytes, reservedBytes } = data
  const share = Math.min(1, (usedBytes + reservedBytes) / Math.max(1, quotaBytes))
  const isNearly = share >= 0.8
  return (
    <div className={styles.quota} data-nearly={isNearly || undefined}>
      <span className="tabular">
        {isNearly && <strong>{words.quotaNearly}: </strong>}
        {words.quotaOf(formatBytes(usedBytes), formatBytes(quotaBytes))}
      </span>
      <Progress
        className={styles.bar ?? ''}
        size={4}
        value={share * 100}
        color={share >= 0.95 ? 'var(--gw-bad)' : isNearly ? 'var(--gw-warn)' : 'accent'}
        aria-label={words.quota}
      />
    </div>
  )
}

import { IconAlertTriangle, IconVersions } from '@tabler/icons-react'
import type { FileRow } from './file-queries.ts'
import styles from './file-state-badge.module.css'
import { words } from './words.ts'

type NewVersionStatus = NonNullable<FileRow['newVersionStatus']>

const isRefused = (status: NewVersionStatus) =>
  status === 'quarantined' || status === 'unscannable' || status === 'failed'

/** The file is served as it was while its next version is on its way, and stays so when that is refused. */
export function NewVersionBadge({ status }: { status: NewVersionStatus }) {
  const Icon = isRefused(status) ? IconAlertTriangle : IconVersions
  return (
    <span
      className={styles.badge}
      data-tone={isRefused(status) ? 'warn' : 'busy'}
      title={isRefused(status) ? words.newVersionRefusedHint : words.newVersionHint}
    >
      <Icon size={14} stroke={2} aria-hidden />
      {words.newVersion[status]}
    </span>
  )
}

import type { SessionStatistics } from '@groundwork/domain'
import { IconRefresh } from '@tabler/icons-react'
import { formatClock, formatExact } from '../ui/format.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { toast } from '../ui/toast.tsx'
import styles from './dashboard.module.css'
import { words } from './words.ts'

interface AsOfProps {
  readonly asOf: string
  readonly isFetching: boolean
  readonly onRefresh: () => Promise<{ readonly data: SessionStatistics | undefined }>
}

/** When it was counted, and the way to a newer count: where there is none yet, that is said. */
export function AsOf({ asOf, isFetching, onRefresh }: AsOfProps) {
  async function refresh() {
    const { data } = await onRefresh()
    if (data?.asOf === asOf) toast(words.stillNewest)
  }
  return (
    <span className={styles.asOf}>
      <time dateTime={asOf} title={formatExact(asOf)} className="tabular">
        {words.asOf(formatClock(asOf))}
      </time>
      <IconButton label={words.refresh} loading={isFetching} onClick={() => void refresh()}>
        <IconRefresh size={16} />
      </IconButton>
    </span>
  )
}

import { IconX } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Suspense, useEffect } from 'react'
import { ComingDialog } from '../ui/coming-dialog.tsx'
import { isTyping } from '../ui/focus.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'
import { NotLoadedDialog } from '../ui/not-loaded.tsx'
import { useWithdraw } from '../ui/use-withdraw.ts'
import { whenIdle } from '../ui/when-idle.ts'
import { words as common } from '../ui/words.ts'
import styles from './record-pane.module.css'
import type { RecordPaneProps } from './record-pane.tsx'
import { InRecordPlace } from './record-place.tsx'
import { noRecord, readRecordSearch } from './record-search.ts'
import { RecordSkeleton } from './record-skeleton.tsx'
import { words } from './words.ts'

const RecordPane = lazyPart<RecordPaneProps>(
  () => import('./record-pane.tsx').then((part) => part.RecordPane),
  NotLoadedRecord,
  ({ id }) => id,
)

/**
 * The open record. A list can be seen without it, and without the form and the rules of patterns and exact numbers that it brings along:
 * those come once the list is there. Where they do not come, the list stays.
 */
export function RecordDoor(props: RecordPaneProps) {
  return (
    <Suspense fallback={props.id === 'new' ? <ComingForm /> : <ComingRecord resource={props.resource} />}>
      <RecordPane {...props} />
    </Suspense>
  )
}

/** Has the pane at hand before somebody opens a record. */
export function useRecordSoon(): void {
  useEffect(() => whenIdle(RecordPane.preload), [])
}

/** As the pane will stand there, and as easily left: where there is little room it covers the list. */
function ComingRecord({ resource }: Pick<RecordPaneProps, 'resource'>) {
  const { full } = readRecordSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const leave = useLeave()
  useWithdraw(leave, (target) => !isTyping(target))
  const name = words.record(resource.label)
  return (
    <InRecordPlace>
      <aside className={`${styles.pane} ${full ? styles.full : ''}`} aria-label={name} aria-busy>
        <header className={styles.header}>
          <span className={styles.title}>{name}</span>
          <span className={styles.buttons}>
            <IconButton label={common.close} onClick={leave}>
              <IconX size={16} />
            </IconButton>
          </span>
        </header>
        <RecordSkeleton />
      </aside>
    </InRecordPlace>
  )
}

const ComingForm = () => <ComingDialog onClose={useLeave()} />

function NotLoadedRecord() {
  return <NotLoadedDialog onClose={useLeave({ replace: true })} />
}

function useLeave(how: { replace?: boolean } = {}): () => void {
  const navigate = useNavigate()
  return () => void navigate({ to: '.', search: (before) => ({ ...before, ...noRecord }), ...how })
}

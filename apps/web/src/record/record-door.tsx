import { useNavigate, useSearch } from '@tanstack/react-router'
import { Suspense, useEffect } from 'react'
import { lazyPart } from '../ui/lazy-part.tsx'
import { NotLoadedDialog } from '../ui/not-loaded.tsx'
import { whenIdle } from '../ui/when-idle.ts'
import styles from './record-pane.module.css'
import type { RecordPaneProps } from './record-pane.tsx'
import { InRecordPlace } from './record-place.tsx'
import { noRecord, readRecordSearch } from './record-search.ts'
import { RecordSkeleton } from './record-skeleton.tsx'

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
    <Suspense fallback={props.id === 'new' ? null : <ComingRecord />}>
      <RecordPane {...props} />
    </Suspense>
  )
}

/** Has the pane at hand before somebody opens a record. */
export function useRecordSoon(): void {
  useEffect(() => whenIdle(RecordPane.preload), [])
}

function ComingRecord() {
  const { full } = readRecordSearch(useSearch({ strict: false }) as Record<string, unknown>)
  return (
    <InRecordPlace>
      <div className={`${styles.pane} ${full ? styles.full : ''}`}>
        <RecordSkeleton />
      </div>
    </InRecordPlace>
  )
}

function NotLoadedRecord() {
  const navigate = useNavigate()
  return (
    <NotLoadedDialog
      onClose={() => void navigate({ to: '.', search: (before) => ({ ...before, ...noRecord }), replace: true })}
    />
  )
}

import type { ResourceName } from '@groundwork/domain'
import { Button, Skeleton } from '@mantine/core'
import { IconRestore } from '@tabler/icons-react'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { putRows } from '../api/row-cache.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { Problem } from '../ui/problem.tsx'
import { toast } from '../ui/toast.tsx'
import { When } from '../ui/when.tsx'
import { ActionBadge } from './action-badge.tsx'
import { ChangesTable } from './changes-table.tsx'
import { historyOf, historyQuery } from './history-queries.ts'
import styles from './record-history.module.css'
import { actorInWords, words } from './words.ts'

interface RecordHistoryProps {
  readonly resource: ResourceName
  readonly id: string
  /** Whether the reader may change the record, and so bring an earlier version of it back. */
  readonly mayChange: boolean
  readonly onRestored?: (() => void) | undefined
  /** Where more than changes is told: looks and downloads too. */
  readonly query?: ReturnType<typeof historyQuery>
}

/** What became of one record, the newest first, with each field before and after. */
export function RecordHistory({
  resource,
  id,
  mayChange,
  onRestored,
  query: options = historyQuery(resource, id),
}: RecordHistoryProps) {
  const query = useInfiniteQuery(options)
  const [chosen, setChosen] = useState<string | null>(null)
  const client = useQueryClient()
  const entries = query.data?.pages.flatMap(({ rows }) => rows) ?? []

  async function restore(entry: string) {
    const row = await historyOf(resource).restoreVersion({ id, entry })
    putRows(client, resource, [row])
    await client.invalidateQueries({ queryKey: [resource] })
    setChosen(null)
    toast(words.restored)
    onRestored?.()
  }

  if (query.isPending) return <Skeleton height={160} aria-label={words.loadingHistory} />
  if (query.error) return <Problem error={query.error} onRetry={() => void query.refetch()} />
  if (!entries.length) return <p>{words.historyEmpty}</p>
  return (
    <>
      <ol className={styles.list} aria-label={words.history}>
        {entries.map(({ id: entry, actionType, actorLabel, createdAt, changes }, place) => (
          <li key={entry} className={styles.entry}>
            <div className={styles.head}>
              <ActionBadge actionType={actionType} />
              <span className={styles.who} title={actorLabel}>
                {actorInWords(actionType, actorLabel)}
              </span>
              <span className={styles.when}>
                <When at={createdAt} />
              </span>
            </div>
            {Object.keys(changes).length > 0 && <ChangesTable resource={resource} changes={changes} />}
            {mayChange && place > 0 && Object.keys(changes).length > 0 && (
              <Button
                size="compact-xs"
                variant="subtle"
                leftSection={<IconRestore size={14} />}
                onClick={() => setChosen(entry)}
              >
                {words.restoreVersion}
              </Button>
            )}
          </li>
        ))}
      </ol>
      {query.hasNextPage && (
        <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {words.showOlder}
        </Button>
      )}
      {chosen && (
        <ConfirmDialog
          title={words.restoreTitle}
          confirmLabel={words.restoreVersion}
          onConfirm={() => restore(chosen)}
          onClose={() => setChosen(null)}
        >
          <p>{words.restoreHint}</p>
        </ConfirmDialog>
      )}
    </>
  )
}

import { toGroundworkError } from '@groundwork/client'
import { Tabs } from '@mantine/core'
import { IconFileOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { rowQuery } from '../api/rows.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Problem } from '../ui/problem.tsx'
import { SidePane } from '../ui/side-pane.tsx'
import { ActivityTab } from './activity/activity-tab.tsx'
import styles from './details-pane.module.css'
import { DetailsSkeleton } from './details-skeleton.tsx'
import { DetailsTab } from './details-tab.tsx'
import type { FileActions } from './file-actions.ts'
import type { FileRow } from './file-queries.ts'
import { detailTabs } from './file-search.ts'
import { useFileView } from './use-file-view.ts'
import { VersionsTab } from './versions/versions-tab.tsx'
import { words } from './words.ts'

export interface DetailsPaneProps {
  readonly id: string
  readonly actions: FileActions
  readonly onPreview: (row: FileRow) => void
  readonly onShare: (row: FileRow) => void
  readonly onDelete: (row: FileRow) => void
  readonly onClose: () => void
}

/** Everything about one file, beside the list it came from. */
export function DetailsPane({ id, onClose, ...rest }: DetailsPaneProps) {
  const { data, error, refetch } = useQuery(rowQuery('file', id))
  const { search, change } = useFileView()
  const isGone = error && toGroundworkError(error).code === 'not_found'
  return (
    <SidePane label={words.details} title={data?.originalFilename ?? words.details} onClose={onClose}>
      {data && (
        <Tabs
          value={search.tab ?? 'details'}
          onChange={(tab) => void change({ tab: detailTabs.find((name) => name === tab) })}
          keepMounted={false}
        >
          <Tabs.List className={styles.tabs ?? ''} aria-label={words.tabsOf(data.originalFilename)}>
            <Tabs.Tab value="details">{words.details}</Tabs.Tab>
            <Tabs.Tab value="versions">{words.versions}</Tabs.Tab>
            <Tabs.Tab value="activity">{words.activity}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="details" className={styles.panel ?? ''} tabIndex={0}>
            <DetailsTab key={id} file={data} {...rest} />
          </Tabs.Panel>
          <Tabs.Panel value="versions" className={styles.panel ?? ''} tabIndex={0}>
            <VersionsTab key={id} file={data} />
          </Tabs.Panel>
          <Tabs.Panel value="activity" className={styles.panel ?? ''} tabIndex={0}>
            <ActivityTab key={id} file={data} />
          </Tabs.Panel>
        </Tabs>
      )}
      {!data && !error && <DetailsSkeleton />}
      {isGone && <EmptyState icon={IconFileOff} title={words.goneTitle} hint={words.goneHint} />}
      {error && !isGone && !data && <Problem error={error} onRetry={() => void refetch()} />}
    </SidePane>
  )
}

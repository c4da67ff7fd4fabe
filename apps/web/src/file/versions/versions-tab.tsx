import { Button, Skeleton } from '@mantine/core'
import { IconClock, IconShieldX, IconUpload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { canOn } from '../../session/abilities.ts'
import { Problem, ProblemNote } from '../../ui/problem.tsx'
import type { FileRow } from '../file-queries.ts'
import { CompareDialog } from './compare-dialog.tsx'
import { useNewVersion } from './use-new-version.ts'
import { VersionItem } from './version-item.tsx'
import { type VersionRow, versionsQuery } from './version-queries.ts'
import styles from './versions.module.css'
import { words } from './words.ts'

const isUnderWay = (status: FileRow['newVersionStatus']) =>
  status === 'receiving' || status === 'stored' || status === 'scanning'

/** What a file has been, what is to follow, and the way to give it its next version. */
export function VersionsTab({ file }: { file: FileRow }) {
  const { data, error, refetch } = useQuery(versionsQuery(file))
  const { pick, percent, problem } = useNewVersion(file)
  const [compared, setCompared] = useState<VersionRow | null>(null)
  const current = data?.find(({ isCurrent }) => isCurrent)
  const { newVersionStatus } = file
  return (
    <div className={styles.tab}>
      {canOn('change', file) && !file.legalHold && (
        <div>
          <Button
            variant="default"
            leftSection={<IconUpload size={16} />}
            loading={percent !== null}
            onClick={pick}
            aria-describedby="new-version-hint"
          >
            {words.upload}
          </Button>
          <p className={styles.hint} id="new-version-hint" role="status">
            {percent === null ? words.uploadHint : words.uploading(percent)}
          </p>
        </div>
      )}
      <ProblemNote error={problem} />
      {newVersionStatus && (
        <p className={styles.note} data-tone={isUnderWay(newVersionStatus) ? 'busy' : 'bad'} role="status">
          {isUnderWay(newVersionStatus) ? <IconClock size={16} aria-hidden /> : <IconShieldX size={16} aria-hidden />}
          {isUnderWay(newVersionStatus) ? words.onItsWay : words.refused}
        </p>
      )}
      {error && !data && <Problem error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={120} aria-label={words.loading} />}
      {data && (
        <ol className={styles.list} aria-label={words.list}>
          {data.map((version) => (
            <VersionItem key={version.number} file={file} version={version} onCompare={() => setCompared(version)} />
          ))}
        </ol>
      )}
      {compared && current && (
        <CompareDialog file={file} older={compared} newer={current} onClose={() => setCompared(null)} />
      )}
    </div>
  )
}

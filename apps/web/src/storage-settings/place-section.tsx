import { Alert, Button, Progress, Skeleton } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatBytes } from '../ui/format.ts'
import { Problem } from '../ui/problem.tsx'
import { Section } from '../ui/section.tsx'
import { When } from '../ui/when.tsx'
import { MoveDialog } from './move-dialog.tsx'
import { type StorageMove, storageMoveQuery, storagesQuery } from './storage-move-query.ts'
import styles from './storage-settings.module.css'
import { words } from './words.ts'

/** In which storage the bytes of an organization lie, and the way to another one. For superusers. */
export function PlaceSection({ organization }: { organization: string }) {
  const storages = useQuery(storagesQuery)
  const move = useQuery(storageMoveQuery(organization))
  const [isChoosing, setIsChoosing] = useState(false)
  const error = storages.error ?? move.error
  const here = move.data?.target ?? storages.data?.find(({ isMain }) => isMain)?.name
  const others = storages.data?.map(({ name }) => name).filter((name) => name !== here) ?? []
  const isKnown = storages.data && move.data !== undefined && here !== undefined

  function retry() {
    void storages.refetch()
    void move.refetch()
  }

  return (
    <Section
      title={words.place}
      hint={words.placeHint}
      aside={
        isKnown &&
        others.length > 0 && (
          <Button variant="default" onClick={() => setIsChoosing(true)}>
            {words.moveTo}
          </Button>
        )
      }
    >
      {error && !isKnown && <Problem error={error} onRetry={retry} />}
      {!isKnown && !error && <Skeleton height={48} aria-label={words.loading} />}
      {isKnown && (
        <div className={styles.rules} aria-live="polite">
          <Place name={words.storage(here)} move={move.data} />
          {others.length === 0 && <p className={styles.soft}>{words.onlyStorage}</p>}
        </div>
      )}
      {isChoosing && <MoveDialog organization={organization} targets={others} onClose={() => setIsChoosing(false)} />}
    </Section>
  )
}

function Place({ name, move }: { name: string; move: StorageMove | null }) {
  if (!move) return <p>{words.newFilesIn(name)}</p>
  const { movedCount, movedBytes, leftCount, leftBytes, problem, finishedAt } = move
  if (finishedAt)
    return (
      <p>
        {words.allFilesIn(name)} <When at={finishedAt} />
      </p>
    )
  const percent = Math.floor((100 * movedBytes) / Math.max(1, movedBytes + leftBytes))
  return (
    <>
      {/* Its numbers change every few seconds: only how it ends is said aloud. */}
      <div className={styles.rules} aria-live="off">
        <p className="tabular">{words.moving(name, movedCount, formatBytes(movedBytes))}</p>
        <Progress value={percent} aria-label={words.movedPercent(percent)} />
        <p className={styles.soft}>{words.stillToMove(leftCount, formatBytes(leftBytes))}</p>
      </div>
      {problem && (
        <Alert color="red" variant="light" p="sm" title={words.moveProblem} icon={<IconAlertTriangle size={16} />}>
          {problem}
        </Alert>
      )}
    </>
  )
}

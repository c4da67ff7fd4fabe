import { isDataJobOver } from '@groundwork/domain'
import { Button, Group, Modal, Progress } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { type RowNamed, rowQuery } from '../api/rows.ts'
import { problemOf } from '../data-job/problem-of.ts'
import { useJobActions } from '../data-job/use-job-actions.ts'
import { useJobOffers } from '../data-job/use-job-offers.ts'
import { Problem } from '../ui/problem.tsx'
import { toastProblem } from '../ui/toast.tsx'
import { words as common } from '../ui/words.ts'
import styles from './bulk.module.css'
import type { BulkJob } from './use-bulk.ts'
import { words } from './words.ts'

interface BulkJobDialogProps {
  readonly job: BulkJob
  /** The resource whose rows it changes. */
  readonly name: string
  readonly plural: string
  readonly onClose: () => void
}

/** How far a change of many rows is, as its job tells it. Whoever closes this finds it under Jobs. */
export function BulkJobDialog({ job: asked, name, plural, onClose }: BulkJobDialogProps) {
  const { id, verb } = asked
  const client = useQueryClient()
  const { data: job, error, refetch } = useQuery(rowQuery('dataJob', id))
  const isOver = job !== undefined && isDataJobOver(job.status)
  useEffect(() => {
    if (isOver) void client.invalidateQueries({ queryKey: [name] })
  }, [isOver, client, name])
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside={false}
      title={`${words.progressTitle[verb]} ${plural}`}
      size={480}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      {error && !job && <Problem error={error} onRetry={() => void refetch()} />}
      {job ? (
        <Told job={job} asked={asked} plural={plural} onClose={onClose} />
      ) : (
        !error && <Progress value={0} size="sm" aria-label={words.progressTitle[verb]} />
      )}
    </Modal>
  )
}

interface ToldProps {
  readonly job: RowNamed<'dataJob'>
  readonly asked: BulkJob
  readonly plural: string
  readonly onClose: () => void
}

function Told({ job, asked: { verb, count, isCountExact }, plural, onClose }: ToldProps) {
  const { status, updated, unchanged, failed } = job
  const total = job.total || count
  const { cancel, undo } = useJobActions()
  const isOffered = useJobOffers(job)
  const isOver = isDataJobOver(status)
  const [isStopping, setIsStopping] = useState(false)
  const done = updated + unchanged + failed
  const stop = () => {
    setIsStopping(true)
    cancel(job).catch((error: unknown) => {
      setIsStopping(false)
      toastProblem(error)
    })
  }
  return (
    <>
      <Progress
        value={isOver ? 100 : (100 * done) / Math.max(total, 1)}
        size="sm"
        {...(status === 'FAILED' && { color: 'red' })}
        aria-label={words.progressTitle[verb]}
      />
      <p className={`${styles.count} tabular`} role="status">
        {isOver ? words.done[verb](updated, plural) : words.progress(done, total, job.total > 0 || isCountExact)}
      </p>
      {!isOver && <p className={styles.note}>{isStopping ? words.stopping : words.goesOn}</p>}
      {status === 'CANCELLED' && <p className={styles.note}>{words.stopped}</p>}
      {status === 'FAILED' && (
        <p className={styles.note} role="alert">
          {problemOf(job) ?? words.stopped}
        </p>
      )}
      {isOver && unchanged > 0 && <p className={styles.note}>{words.unchanged(unchanged, plural)}</p>}
      {isOver && failed > 0 && (
        <p className={styles.note} role="alert">
          {words.refused(failed, plural)}{' '}
          <Link to="/data-jobs" search={{ open: job.id }}>
            {words.showRefused}
          </Link>
        </p>
      )}
      <Group justify="flex-end" gap={8} mt="md">
        {!isOver && (
          <Button variant="default" disabled={isStopping || !isOffered('cancel')} onClick={stop}>
            {words.stop}
          </Button>
        )}
        {isOver && isOffered('undo') && (
          <Button
            variant="default"
            onClick={() => {
              onClose()
              undo(job).catch(toastProblem)
            }}
          >
            {common.undo}
          </Button>
        )}
        <Button onClick={onClose} data-autofocus>
          {common.close}
        </Button>
      </Group>
    </>
  )
}

import type { DataJobRow } from '@groundwork/domain'
import { Button } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useJobOffers } from '../data-job/use-job-offers.ts'
import { ButtonLink } from '../ui/button-link.tsx'
import { BadRowsButton } from './bad-rows-button.tsx'
import styles from './job-ways.module.css'
import { words } from './words.ts'

interface JobWaysProps {
  readonly job: DataJobRow
  /** Asks first, where the step puts its question. */
  readonly onUndo: () => void
  /** What comes before the others. */
  readonly children?: ReactNode
}

/** The ways on from an import that is over: to its job, back to what was before, to what it left out. */
export function JobWays({ job, onUndo, children }: JobWaysProps) {
  const isOffered = useJobOffers(job)
  return (
    <div className={styles.ways}>
      {children}
      <ButtonLink variant="default" to="/data-jobs" search={{ open: job.id }}>
        {words.seeJob}
      </ButtonLink>
      {isOffered('undo') && (
        <Button variant="default" leftSection={<IconArrowBackUp size={16} />} onClick={onUndo}>
          {words.undo}
        </Button>
      )}
      <BadRowsButton job={job} />
    </div>
  )
}

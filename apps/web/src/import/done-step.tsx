import type { DataJobRow } from '@groundwork/domain'
import { Button } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { JobNumbers } from '../data-job/job-numbers.tsx'
import { useJobQuestion } from '../data-job/use-job-question.tsx'
import { ButtonLink } from '../ui/button-link.tsx'
import { ProblemNote } from '../ui/problem.tsx'
import { CheckAgainButton } from './check-again-button.tsx'
import styles from './done-step.module.css'
import type { JobStepProps } from './job-step.tsx'
import { JobWays } from './job-ways.tsx'
import { LeftOutRows } from './left-out-rows.tsx'
import { StepTitle } from './step-title.tsx'
import { useMendedJob } from './use-mended-job.ts'
import wizard from './wizard.module.css'
import { WizardFoot } from './wizard-foot.tsx'
import { words } from './words.ts'

/** What came of it, where the rows are, what was left out, and the way back. */
export function DoneStep({ job, resource, plural, go }: JobStepProps) {
  const { counts } = job
  const mended = useMendedJob(job, go)
  const { act, question } = useJobQuestion()

  return (
    <>
      <div className={wizard.body}>
        <div className={wizard.stack}>
          <StepTitle className={styles.title} isLive>
            {job.status === 'COMPLETED' && <IconCircleCheck size={24} aria-hidden className={styles.good} />}
            {titleOf(job)}
          </StepTitle>
          {job.status === 'UNDONE' && (
            <p className={wizard.soft}>
              {words.undoneHint} {job.undoLeft > 0 && words.undoneInPart(job.undoLeft)}
            </p>
          )}
          <div className={wizard.column}>
            <JobNumbers counts={counts} />
          </div>
          <JobWays job={job} onUndo={() => act('undo', job)}>
            <ButtonLink to="/$plural" params={{ plural: resource.plural }} search={{ org: job.organization }}>
              {words.seeRows(plural)}
            </ButtonLink>
          </JobWays>
          <ProblemNote error={mended.problem} />
        </div>
        {job.status === 'COMPLETED' && counts.failed > 0 && <LeftOutRows {...{ job, resource, mended }} />}
      </div>
      <WizardFoot said={mended.said} isWarning={mended.tooMuch}>
        {mended.hasMended ? (
          <CheckAgainButton mended={mended} />
        ) : (
          <Button variant="default" onClick={() => go({ file: undefined, job: undefined, step: undefined })}>
            {words.another}
          </Button>
        )}
      </WizardFoot>
      {question}
    </>
  )
}

function titleOf({ status, counts }: DataJobRow): string {
  if (status === 'UNDONE') return words.undoneTitle
  const landed = counts.created + counts.updated
  if (status === 'CANCELLED') return landed ? words.cancelled : words.cancelledWhole
  return words.doneTitle(landed)
}

import { isDryRun } from '@groundwork/domain'
import { Alert, Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { JobNumbers } from '../data-job/job-numbers.tsx'
import { problemOf } from '../data-job/problem-of.ts'
import { useJobOffers } from '../data-job/use-job-offers.ts'
import { useJobQuestion } from '../data-job/use-job-question.tsx'
import { ProblemNote } from '../ui/problem.tsx'
import { CheckAgainButton } from './check-again-button.tsx'
import type { JobStepProps } from './job-step.tsx'
import { JobWays } from './job-ways.tsx'
import { LeftOutRows } from './left-out-rows.tsx'
import { StepTitle } from './step-title.tsx'
import { useMendedJob } from './use-mended-job.ts'
import wizard from './wizard.module.css'
import { WizardFoot } from './wizard-foot.tsx'
import { words } from './words.ts'

/** It did not come to its end: why, what stands of it, which rows were wrong, and the ways on. */
export function StoppedStep({ job, resource, go }: JobStepProps) {
  const isOffered = useJobOffers(job)
  const { act, question } = useJobQuestion()
  const mended = useMendedJob(job, go)
  const isTrial = isDryRun(job)
  const hasFailed = job.status === 'FAILED'
  const landed = job.counts.created + job.counts.updated
  // What is wrong may be how the file is read: there one begins again, with everything as it was decided.
  const beginAgain = () => go({ file: job.inputFiles.main, job: job.id, step: hasFailed ? 'reading' : 'columns' })
  return (
    <>
      <div className={wizard.body}>
        <div className={`${wizard.column} ${wizard.stack}`}>
          {hasFailed ? (
            <Alert
              role="alert"
              color="red"
              variant="light"
              title={isTrial ? words.failedCheckTitle : words.failedTitle}
              icon={<IconAlertTriangle size={16} />}
            >
              {problemOf(job) ?? words.failedNoReason}
            </Alert>
          ) : (
            <StepTitle>{isTrial ? words.cancelledCheck : words.cancelled}</StepTitle>
          )}
          {hasFailed && (
            <p className={wizard.soft}>
              {isTrial || landed === 0 ? words.nothingLanded : words.landedStays(landed)} {words.waysOn}
            </p>
          )}
          {!isTrial && <JobNumbers counts={job.counts} />}
          <JobWays job={job} onUndo={() => act('undo', job)} />
          <ProblemNote error={mended.problem} />
        </div>
        {hasFailed && job.counts.failed > 0 && <LeftOutRows {...{ job, resource, mended }} />}
      </div>
      <WizardFoot said={mended.said} isWarning={mended.tooMuch}>
        {isOffered('retry') && (
          <Button variant="default" onClick={() => act('retry', job)}>
            {words.tryAgain}
          </Button>
        )}
        {mended.hasMended ? (
          <CheckAgainButton mended={mended} />
        ) : (
          <Button onClick={beginAgain}>{hasFailed ? words.beginAgain : words.changePlan}</Button>
        )}
      </WizardFoot>
      {question}
    </>
  )
}

import { isDryRun } from '@groundwork/domain'
import { Alert, Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { JobNumbers } from '../data-job/job-numbers.tsx'
import { useJobOffers } from '../data-job/use-job-offers.ts'
import { useJobQuestion } from '../data-job/use-job-question.tsx'
import { ButtonLink } from '../ui/button-link.tsx'
import type { JobStepProps } from './job-step.tsx'
import { problemOf } from './problem-of.ts'
import { StepTitle } from './step-title.tsx'
import wizard from './wizard.module.css'
import { WizardFoot } from './wizard-foot.tsx'
import { words } from './words.ts'

/** It did not come to its end: why, what stands of it, and how to go on. */
export function StoppedStep({ job, go }: JobStepProps) {
  const isOffered = useJobOffers(job)
  const { act, question } = useJobQuestion()
  const isTrial = isDryRun(job)
  const changePlan = () => go({ file: job.inputFiles.main, job: job.id, step: 'columns' })
  return (
    <>
      <div className={wizard.body}>
        <div className={`${wizard.column} ${wizard.stack}`}>
          {job.status === 'FAILED' ? (
            <Alert
              role="alert"
              color="red"
              variant="light"
              title={words.failedTitle}
              icon={<IconAlertTriangle size={16} />}
            >
              {problemOf(job) ?? words.failedNoReason}
            </Alert>
          ) : (
            <StepTitle>{isTrial ? words.cancelledCheck : words.cancelled}</StepTitle>
          )}
          {!isTrial && <JobNumbers counts={job.counts} />}
        </div>
      </div>
      <WizardFoot {...(isTrial && { onBack: changePlan })}>
        <ButtonLink variant="default" to="/data-jobs" search={{ open: job.id }}>
          {words.seeJob}
        </ButtonLink>
        {isOffered('undo') && (
          <Button variant="default" onClick={() => act('undo', job)}>
            {words.undo}
          </Button>
        )}
        {isOffered('retry') ? (
          <Button onClick={() => act('retry', job)}>{words.tryAgain}</Button>
        ) : (
          isTrial && <Button onClick={changePlan}>{words.changePlan}</Button>
        )}
      </WizardFoot>
      {question}
    </>
  )
}

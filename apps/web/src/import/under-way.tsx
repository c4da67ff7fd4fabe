import { isDryRun } from '@groundwork/domain'
import { Button } from '@mantine/core'
import { JobNumbers } from '../data-job/job-numbers.tsx'
import { ProgressBar } from '../data-job/job-progress.tsx'
import { useJobOffers } from '../data-job/use-job-offers.ts'
import { useJobQuestion } from '../data-job/use-job-question.tsx'
import type { JobStepProps } from './job-step.tsx'
import { StepTitle } from './step-title.tsx'
import styles from './under-way.module.css'
import wizard from './wizard.module.css'
import { WizardFoot } from './wizard-foot.tsx'
import { words } from './words.ts'

/** How far the trial or the import is, live. */
export function UnderWay({ job }: JobStepProps) {
  const isOffered = useJobOffers(job)
  const { act, question } = useJobQuestion()
  return (
    <>
      <div className={wizard.body}>
        <div className={`${wizard.column} ${wizard.stack} ${styles.progress}`}>
          <StepTitle isLive>
            {job.status === 'PENDING' ? words.waiting : isDryRun(job) ? words.checking : words.importing}
          </StepTitle>
          <ProgressBar progress={job.progress} />
          <JobNumbers counts={job.counts} />
          <p className={wizard.soft}>{words.canLeave}</p>
        </div>
      </div>
      <WizardFoot>
        {isOffered('cancel') && (
          <Button variant="default" onClick={() => act('cancel', job)}>
            {words.cancel}
          </Button>
        )}
      </WizardFoot>
      {question}
    </>
  )
}

import type { DataJobRow } from '@groundwork/domain'
import { Button } from '@mantine/core'
import { IconArrowBackUp, IconCircleCheck, IconDownload } from '@tabler/icons-react'
import { JobNumbers } from '../data-job/job-numbers.tsx'
import { useJobActions } from '../data-job/use-job-actions.ts'
import { useJobOffers } from '../data-job/use-job-offers.ts'
import { useJobQuestion } from '../data-job/use-job-question.tsx'
import { ButtonLink } from '../ui/button-link.tsx'
import { ProblemNote } from '../ui/problem.tsx'
import styles from './done-step.module.css'
import { FaultyRows } from './faulty-rows.tsx'
import type { JobStepProps } from './job-step.tsx'
import { isMended, isTooMuch, mendedCells } from './mending.ts'
import { StepTitle } from './step-title.tsx'
import { useCheckAgain } from './use-check-again.ts'
import { useMending } from './use-mending.ts'
import wizard from './wizard.module.css'
import { WizardFoot } from './wizard-foot.tsx'
import { words } from './words.ts'

/** What came of it, where the rows are, what was left out, and the way back. */
export function DoneStep({ job, resource, plural, go }: JobStepProps) {
  const { counts } = job
  const [mending, setMending] = useMending(job.id)
  const { isAsking, problem, check } = useCheckAgain(job, go)
  const { act, question } = useJobQuestion()
  const { download } = useJobActions()
  const isOffered = useJobOffers(job)
  const hasMended = isMended(mending)
  const tooMuch = hasMended && isTooMuch(job.parameters, mending)
  // Tried again, an insert would meet the rows that it has just made.
  const mayMend = job.status === 'COMPLETED' && job.parameters.mode !== 'insert'

  return (
    <>
      <div className={wizard.body}>
        <div className={wizard.stack}>
          <StepTitle className={styles.title} isLive>
            {job.status === 'COMPLETED' && <IconCircleCheck size={24} aria-hidden className={styles.good} />}
            {titleOf(job)}
          </StepTitle>
          {job.status === 'UNDONE' && <p className={wizard.soft}>{words.undoneHint}</p>}
          <div className={wizard.column}>
            <JobNumbers counts={counts} />
          </div>
          <div className={styles.ways}>
            <ButtonLink to="/$plural" params={{ plural: resource.plural }} search={{ org: job.organization }}>
              {words.seeRows(plural)}
            </ButtonLink>
            <ButtonLink variant="default" to="/data-jobs" search={{ open: job.id }}>
              {words.seeJob}
            </ButtonLink>
            {isOffered('undo') && (
              <Button variant="default" leftSection={<IconArrowBackUp size={16} />} onClick={() => act('undo', job)}>
                {words.undo}
              </Button>
            )}
            {job.errorFile && (
              <Button
                variant="default"
                leftSection={<IconDownload size={16} />}
                title={words.badRowsHint}
                onClick={() => void download(job, 'errorFileUrl')}
              >
                {words.badRows}
              </Button>
            )}
          </div>
          <ProblemNote error={problem} />
        </div>
        {job.status === 'COMPLETED' && counts.failed > 0 && (
          <>
            <p className={wizard.soft}>{mayMend ? words.stillFaulty : words.stillFaultyInsert}</p>
            <FaultyRows job={job} resource={resource} mending={mending} onMending={setMending} isReadOnly={!mayMend} />
          </>
        )}
      </div>
      <WizardFoot
        said={tooMuch ? words.tooMuch : hasMended ? words.mended(mendedCells(mending), mending.skipped.length) : null}
        isWarning={tooMuch}
      >
        {hasMended ? (
          <Button loading={isAsking} disabled={tooMuch} onClick={() => void check(mending)}>
            {words.checkAgain}
          </Button>
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
  return status === 'CANCELLED' ? words.cancelled : words.doneTitle(counts.created + counts.updated)
}

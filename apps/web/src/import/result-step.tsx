import { Button, SegmentedControl } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { JobNumbers } from '../data-job/job-numbers.tsx'
import { useJobActions } from '../data-job/use-job-actions.ts'
import { useJobOffers } from '../data-job/use-job-offers.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { ProblemNote } from '../ui/problem.tsx'
import { Differences } from './differences.tsx'
import { FaultyRows } from './faulty-rows.tsx'
import type { JobStepProps } from './job-step.tsx'
import { isMended, isTooMuch, mendedCells, nothingMended } from './mending.ts'
import styles from './result-step.module.css'
import { StepTitle } from './step-title.tsx'
import { unmappedOf } from './unmapped-of.ts'
import { useCheckAgain } from './use-check-again.ts'
import { useMending } from './use-mending.ts'
import wizard from './wizard.module.css'
import { WizardFoot } from './wizard-foot.tsx'
import { words } from './words.ts'

/** What a trial found: how many rows of each kind, what would change, and what is to be mended before. */
export function ResultStep({ job, resource, go }: JobStepProps) {
  const { counts } = job
  const [view, setView] = useState<'faulty' | 'changes'>(counts.failed ? 'faulty' : 'changes')
  const [mending, setMending] = useMending(job.id)
  const [isAsked, setIsAsked] = useState(false)
  const { apply, download } = useJobActions()
  const { isAsking, problem, check, attempt } = useCheckAgain(job, go)
  const isOffered = useJobOffers(job)
  const landing = counts.created + counts.updated
  const hasMended = isMended(mending)
  const tooMuch = hasMended && isTooMuch(job.parameters, mending)
  const unmapped = unmappedOf(job)

  return (
    <>
      <div className={wizard.body}>
        <div className={wizard.stack}>
          <StepTitle>{words.resultTitle}</StepTitle>
          <div className={styles.numbers}>
            <JobNumbers counts={counts} />
          </div>
          {unmapped.length > 0 && <p className={wizard.soft}>{words.unmapped(unmapped)}</p>}
          <ProblemNote error={problem} />
          {counts.failed > 0 && (
            <div className={styles.bar}>
              <SegmentedControl
                aria-label={words.viewsLabel}
                value={view}
                onChange={(value) => setView(value === 'changes' ? 'changes' : 'faulty')}
                data={[
                  { value: 'faulty', label: words.views.faulty },
                  { value: 'changes', label: words.views.changes },
                ]}
              />
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
          )}
        </div>
        {view === 'faulty' && counts.failed > 0 ? (
          <FaultyRows job={job} resource={resource} mending={mending} onMending={setMending} />
        ) : (
          <Differences job={job} resource={resource} />
        )}
      </div>
      <WizardFoot
        onBack={() => go({ file: job.inputFiles.main, job: job.id, step: 'rows' })}
        said={tooMuch ? words.tooMuch : hasMended ? words.mended(mendedCells(mending), mending.skipped.length) : null}
        isWarning={tooMuch}
      >
        {hasMended ? (
          <>
            <Button variant="default" onClick={() => setMending(nothingMended)}>
              {words.forget}
            </Button>
            <Button loading={isAsking} disabled={tooMuch} onClick={() => void check(mending)}>
              {words.checkAgain}
            </Button>
          </>
        ) : (
          isOffered('apply') && (
            <Button
              loading={isAsking}
              disabled={landing === 0}
              onClick={() => (counts.failed ? setIsAsked(true) : void attempt(() => apply(job)))}
            >
              {words.apply(landing)}
            </Button>
          )
        )}
      </WizardFoot>
      {isAsked && (
        <ConfirmDialog
          title={words.applyTitle(landing)}
          confirmLabel={words.apply(landing)}
          onClose={() => setIsAsked(false)}
          onConfirm={() => apply(job)}
        >
          {words.applyWithout(counts.failed)}
        </ConfirmDialog>
      )}
    </>
  )
}

import { Button, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { JobNumbers } from '../data-job/job-numbers.tsx'
import { useJobActions } from '../data-job/use-job-actions.ts'
import { useJobOffers } from '../data-job/use-job-offers.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { ProblemNote } from '../ui/problem.tsx'
import { BadRowsButton } from './bad-rows-button.tsx'
import { CheckAgainButton } from './check-again-button.tsx'
import { Differences } from './differences.tsx'
import { FaultyRows } from './faulty-rows.tsx'
import type { JobStepProps } from './job-step.tsx'
import { nothingMended } from './mending.ts'
import styles from './result-step.module.css'
import { StepTitle } from './step-title.tsx'
import { unmappedOf } from './unmapped-of.ts'
import { useMendedJob } from './use-mended-job.ts'
import wizard from './wizard.module.css'
import { WizardFoot } from './wizard-foot.tsx'
import { words } from './words.ts'

/** What a trial found: how many rows of each kind, what would change, and what is to be mended before. */
export function ResultStep({ job, resource, go }: JobStepProps) {
  const { counts } = job
  const [view, setView] = useState<'faulty' | 'changes'>(counts.failed ? 'faulty' : 'changes')
  const mended = useMendedJob(job, go)
  const [isAsked, setIsAsked] = useState(false)
  const { apply } = useJobActions()
  const isOffered = useJobOffers(job)
  const landing = counts.created + counts.updated
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
          <ProblemNote error={mended.problem} />
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
              <BadRowsButton job={job} />
            </div>
          )}
        </div>
        {view === 'faulty' && counts.failed > 0 ? (
          <FaultyRows job={job} resource={resource} {...mended.rows} />
        ) : (
          <Differences job={job} resource={resource} />
        )}
      </div>
      <WizardFoot
        onBack={() => go({ file: job.inputFiles.main, job: job.id, step: 'rows' })}
        said={mended.said ?? (landing === 0 ? words.nothingLands(counts.failed) : null)}
        isWarning={mended.tooMuch}
      >
        {mended.hasMended ? (
          <>
            <Button variant="default" onClick={() => mended.rows.onMending(nothingMended)}>
              {words.forget}
            </Button>
            <CheckAgainButton mended={mended} />
          </>
        ) : (
          isOffered('apply') && (
            <Button
              loading={mended.isAsking}
              disabled={landing === 0}
              onClick={() => (counts.failed ? setIsAsked(true) : void mended.attempt(() => apply(job)))}
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

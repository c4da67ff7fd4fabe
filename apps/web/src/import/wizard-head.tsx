import { IconArrowLeft, IconCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { IconLink } from '../ui/icon-link.tsx'
import { type ImportSearch, planSteps, type WizardStep, wizardSteps } from './import-search.ts'
import styles from './wizard.module.css'
import { words } from './words.ts'

interface WizardHeadProps {
  readonly title: string
  readonly plural: string
  /** Of the list it began at, as the address names it. */
  readonly path: string
  readonly current: WizardStep
  readonly search: ImportSearch
  /** While rows are being brought in, and afterwards, what was decided stands. */
  readonly isSettled: boolean
}

/** What is imported, and how far one is. Steps behind one are the way back to them. */
export function WizardHead({ title, plural, path, current, search, isSettled }: WizardHeadProps) {
  const place = wizardSteps.indexOf(current)
  return (
    <header className={styles.head}>
      <div className={styles.title}>
        <IconLink label={words.back(plural)} to="/$plural" params={{ plural: path }}>
          <IconArrowLeft size={18} />
        </IconLink>
        <h1>{title}</h1>
      </div>
      <nav aria-label={words.stepsLabel} className={styles.steps} data-leads-on>
        {wizardSteps.map((step, at) => {
          const inside = (
            <>
              <span className={styles.number}>{at < place ? <IconCheck size={14} aria-hidden /> : at + 1}</span>
              {words.steps[step]}
            </>
          )
          const back = at < place && !isSettled ? wayTo(step, search) : null
          return back ? (
            <Link
              key={step}
              to="."
              search={(before) => ({ ...before, ...back })}
              activeOptions={isHere}
              className={styles.step}
              data-passed
            >
              {inside}
            </Link>
          ) : (
            <span
              key={step}
              className={styles.step}
              aria-current={step === current ? 'step' : undefined}
              data-passed={at < place || undefined}
            >
              {inside}
            </span>
          )
        })}
      </nav>
      <span className={styles.short}>{words.stepOf(place + 1, wizardSteps.length, words.steps[current])}</span>
    </header>
  )
}

/** The way back to a step is no link to where one is. */
const isHere = { exact: true, includeSearch: true, explicitUndefined: true }

/** What the address must say for a step that lies behind; null for one that cannot be gone back to. */
function wayTo(step: WizardStep, { file, job }: ImportSearch): ImportSearch | null {
  if (step === 'file') return { file: undefined, job: undefined, step: undefined }
  const planned = planSteps.find((one) => one === step)
  return planned ? { file, job, step: planned } : null
}

import { type RawSearch, textParam, wordParam } from '../ui/search-params.ts'

/** What is settled one after the other before anything is asked of the server. */
export const planSteps = ['reading', 'columns', 'rows'] as const
export type PlanStep = (typeof planSteps)[number]

/** What the address bar holds about an import: enough that loading the page again, or sending the link to a colleague, goes on with it. */
export interface ImportSearch {
  /** The file that rows are brought in from. */
  file?: string | undefined
  /** The job that checks or brings in; with a step beside it, the one whose plan is being changed. */
  job?: string | undefined
  step?: PlanStep | undefined
}

export const readImportSearch = (raw: RawSearch): ImportSearch => ({
  file: textParam(raw.file),
  job: textParam(raw.job),
  step: wordParam(raw.step, planSteps),
})

/** The steps as people count them. */
export type WizardStep = 'file' | PlanStep | 'check' | 'done'
export const wizardSteps: readonly WizardStep[] = ['file', ...planSteps, 'check', 'done']

/** Where one is, as far as the address tells: a job is checked until it has been applied. */
export function stepOf({ file, job, step }: ImportSearch): Exclude<WizardStep, 'done'> {
  if (step && (file || job)) return step
  if (job) return 'check'
  return file ? 'reading' : 'file'
}

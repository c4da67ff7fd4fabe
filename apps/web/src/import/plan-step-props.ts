import type { ImportProposal } from '@groundwork/domain'
import type { NamedResource } from '../resource/record-types.ts'
import type { Decided, ImportDraft } from './import-draft.ts'

/** What every step of the plan is told, and how it changes what is decided. */
export interface PlanStepProps {
  readonly resource: NamedResource
  readonly organization: string
  readonly proposal: ImportProposal
  readonly draft: ImportDraft
  readonly decided: Decided
  readonly onChange: (next: ImportDraft) => void
  /** Another way of reading: what was decided about its columns is void with it. */
  readonly onReading: (next: ImportDraft) => void
}

import { useEffect } from 'react'
import type { Definition } from '../custom-field/definitions.ts'
import type { AnyRow, NamedResource } from '../resource/record-types.ts'
import { lazyDialog } from '../ui/lazy-dialog.tsx'
import { whenIdle } from '../ui/when-idle.ts'
import { BulkJobDialog } from './bulk-job-dialog.tsx'
import { BulkProgressDialog } from './bulk-progress.tsx'
import type { Chosen } from './chosen.ts'
import type { Bulk } from './use-bulk.ts'

const BulkQuestionDialog = lazyDialog(() => import('./bulk-question.tsx').then((part) => part.BulkQuestionDialog))

/** What somebody is about to do, and to which records. */
export interface BulkQuestion {
  readonly is: 'edit' | 'tag' | 'remove'
  readonly chosen: Chosen
}

export interface BulkDialogsProps {
  readonly question: BulkQuestion | null
  readonly bulk: Bulk
  readonly resource: NamedResource
  readonly definitions: readonly Definition[]
  readonly plural: string
  readonly organization: string | undefined
  readonly nameOf: (row: AnyRow) => string
  readonly onClose: () => void
}

/** The dialogs between choosing records and doing something to them, and the progress of that. */
export function BulkDialogs({ question, bulk, onClose, ...about }: BulkDialogsProps) {
  // At hand before somebody presses Delete, and Enter after it.
  useEffect(() => whenIdle(BulkQuestionDialog.preload), [])
  return (
    <>
      {question && <BulkQuestionDialog question={question} bulk={bulk} onClose={onClose} {...about} />}
      <BulkProgressDialog bulk={bulk} plural={about.plural} nameOf={about.nameOf} />
      {bulk.job && (
        <BulkJobDialog job={bulk.job} name={about.resource.name} plural={about.plural} onClose={bulk.leaveJob} />
      )}
    </>
  )
}

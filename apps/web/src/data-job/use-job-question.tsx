import type { DataJobRow, DataJobVerb } from '@groundwork/domain'
import { type ReactNode, useState } from 'react'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { toast } from '../ui/toast.tsx'
import { useJobActions } from './use-job-actions.ts'
import { words } from './words.ts'

interface Question {
  readonly title: string
  readonly hint: string
  readonly isGrave: boolean
}

/** What is not done before it is asked for twice. */
const questions: Readonly<Record<Exclude<DataJobVerb, 'retry'>, Question>> = {
  apply: { title: words.applyTitle, hint: words.applyHint, isGrave: false },
  cancel: { title: words.cancelTitle, hint: words.cancelHint, isGrave: true },
  undo: { title: words.undoTitle, hint: words.undoHint, isGrave: true },
}

type Asked = keyof typeof questions

/** Does something with a job, after a question where it takes one. */
export function useJobQuestion(): {
  readonly act: (verb: DataJobVerb, job: DataJobRow) => void
  readonly question: ReactNode
} {
  const actions = useJobActions()
  const [asked, setAsked] = useState<{ readonly verb: Asked; readonly job: DataJobRow } | null>(null)
  const act = (verb: DataJobVerb, job: DataJobRow) => {
    if (verb === 'retry') void actions.retry(job)
    else setAsked({ verb, job })
  }
  const question = asked && (
    <ConfirmDialog
      title={questions[asked.verb].title}
      confirmLabel={words[asked.verb]}
      isGrave={questions[asked.verb].isGrave}
      onClose={() => setAsked(null)}
      onConfirm={async () => {
        const row = await actions[asked.verb](asked.job)
        setAsked(null)
        // Until it has, nothing on the page would tell that it was asked to.
        if (asked.verb === 'cancel' && row?.status === 'RUNNING') toast(words.cancelAsked)
      }}
    >
      {questions[asked.verb].hint}
    </ConfirmDialog>
  )
  return { act, question }
}

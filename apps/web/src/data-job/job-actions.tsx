import { type DataJobRow, type DataJobVerb, dataJobOffers } from '@groundwork/domain'
import { Button } from '@mantine/core'
import { IconArrowBackUp, IconDownload, IconPlayerPlay, IconRefresh, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { canOn } from '../session/abilities.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import styles from './job.module.css'
import { type JobFile, useJobActions } from './use-job-actions.ts'
import { words } from './words.ts'

type Asked = Exclude<DataJobVerb, 'retry'>

const questions: Readonly<Record<Asked, { readonly title: string; readonly hint: string; readonly isGrave: boolean }>> =
  {
    apply: { title: words.applyTitle, hint: words.applyHint, isGrave: false },
    cancel: { title: words.cancelTitle, hint: words.cancelHint, isGrave: true },
    undo: { title: words.undoTitle, hint: words.undoHint, isGrave: true },
  }

/** What the job as it stands offers to this person: files to fetch, and what can be done next. */
export function JobActions({ job }: { job: DataJobRow }) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const actions = useJobActions()
  const isOffered = (verb: DataJobVerb) => dataJobOffers[verb](job) && canOn(verb, job)
  const files: readonly (readonly [JobFile, string | null])[] = [
    ['outputFileUrl', job.outputFile],
    ['errorFileUrl', job.errorFile],
    ['logFileUrl', job.logFile],
  ]

  return (
    <div className={styles.actions}>
      {files.map(
        ([which, file]) =>
          file && (
            <Button
              key={which}
              size="compact-sm"
              variant="default"
              leftSection={<IconDownload size={16} />}
              onClick={() => void actions.download(job, which)}
            >
              {fileWords[which]}
            </Button>
          ),
      )}
      {isOffered('apply') && (
        <Button size="compact-sm" leftSection={<IconPlayerPlay size={16} />} onClick={() => setAsked('apply')}>
          {words.apply}
        </Button>
      )}
      {isOffered('retry') && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconRefresh size={16} />}
          onClick={() => void actions.retry(job)}
        >
          {words.retry}
        </Button>
      )}
      {isOffered('undo') && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconArrowBackUp size={16} />}
          onClick={() => setAsked('undo')}
        >
          {words.undo}
        </Button>
      )}
      {isOffered('cancel') && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconX size={16} />}
          onClick={() => setAsked('cancel')}
        >
          {words.cancel}
        </Button>
      )}
      {asked && (
        <ConfirmDialog
          title={questions[asked].title}
          confirmLabel={words[asked]}
          isGrave={questions[asked].isGrave}
          onClose={() => setAsked(null)}
          onConfirm={async () => {
            await actions[asked](job)
            setAsked(null)
          }}
        >
          {questions[asked].hint}
        </ConfirmDialog>
      )}
    </div>
  )
}

const fileWords: Readonly<Record<JobFile, string>> = {
  outputFileUrl: words.outputFile,
  errorFileUrl: words.errorFile,
  logFileUrl: words.logFile,
}

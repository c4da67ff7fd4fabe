import type { ImportSessionRow } from '@groundwork/domain'
import { useCallback } from 'react'
import { countsInWords } from '../data-job/counts-in-words.ts'
import { useEndings } from '../realtime/use-endings.ts'
import { useNotice } from '../realtime/use-notice.ts'
import { words } from './words.ts'

const endings: ReadonlySet<string> = new Set(['done', 'failed', 'undone'])

/** Tells whoever started a session that it is over, or taken back, as jobs do; its steps say nothing of their own. */
export function SessionNotices() {
  const notify = useNotice()
  const tell = useCallback(
    (session: ImportSessionRow, ending: string) => {
      const { status, label, updatedAt } = session
      if (status !== 'DONE' && status !== 'ERROR') return
      const isUndone = ending === 'undone'
      notify({
        resource: 'importSession',
        row: session,
        at: updatedAt,
        to: '/import-sessions',
        title: words.noticeTitle(label),
        message: isUndone
          ? words.notices.undone
          : [words.notices[status], countsInWords(session)].filter(Boolean).join(' '),
        label: words.show,
        isBad: status === 'ERROR' && !isUndone,
      })
    },
    [notify],
  )
  useEndings('importSession', endings, tell)
  return null
}

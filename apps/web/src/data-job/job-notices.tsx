import { type DataJobRow, isDataJobOver } from '@groundwork/domain'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import { rowQuery } from '../api/rows.ts'
import { importWay } from '../import/import-way.ts'
import { useEndings } from '../realtime/use-endings.ts'
import { useNotice } from '../realtime/use-notice.ts'
import { useAbilities } from '../session/abilities.ts'
import { useMe } from '../session/me.ts'
import { countsInWords } from './counts-in-words.ts'
import { mayAskForJobs } from './may-ask-for-jobs.ts'
import { ownJobsUnderWay } from './own-jobs-under-way.ts'
import { jobInWords, words } from './words.ts'

const endings: ReadonlySet<string> = new Set(['ready', 'completed', 'failed', 'cancelled'])

/**
 * Tells whoever asked for a job that it is over, wherever they are by then (UX 52). It is told by the news of it; for what ended while
 * no news came through, by its being over or gone among those under way.
 */
export function JobNotices() {
  const { user } = useMe()
  const abilities = useAbilities()
  const client = useQueryClient()
  const tell = useTell()
  const { data } = useInfiniteQuery({ ...ownJobsUnderWay(user.id), enabled: mayAskForJobs(abilities) })
  const underWay = useRef<ReadonlySet<string>>(new Set())
  useEndings('dataJob', endings, tell)

  useEffect(() => {
    if (!data) return
    const rows = data.pages.flatMap((page) => page.rows)
    const listed = new Map(rows.map((row) => [row.id, row]))
    for (const id of underWay.current) {
      const row = listed.get(id)
      if (row) tell(row)
      else client.fetchQuery({ ...rowQuery('dataJob', id), staleTime: 0 }).then(tell, window.reportError)
    }
    underWay.current = new Set(rows.filter(({ status }) => !isDataJobOver(status)).map(({ id }) => id))
  }, [data, client, tell])

  return null
}

/**
 * The steps of a session are told by its own end, and so are those that were taken back; what failed to is told by itself. An import that
 * waits for somebody leads to where they go on with it: its word, its faulty rows, or what can be done about its failing.
 */
function useTell(): (job: DataJobRow) => void {
  const notify = useNotice()
  return useCallback(
    (job) => {
      const { jobType, target, status, failed, finishedAt, importSession } = job
      if (!isDataJobOver(status) || (importSession && (jobType !== 'undo' || status === 'COMPLETED'))) return
      const way = status === 'READY' || status === 'FAILED' || failed > 0 ? importWay(job) : undefined
      notify({
        resource: 'dataJob',
        row: job,
        at: finishedAt,
        to: '/data-jobs',
        way,
        title: jobInWords(jobType, target),
        message: [words.endings[status], countsInWords(job)].filter(Boolean).join(' '),
        label: way ? words.goOn : words.show,
        isBad: status === 'FAILED',
      })
    },
    [notify],
  )
}

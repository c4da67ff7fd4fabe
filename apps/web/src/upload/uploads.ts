import { isSettled as isFileSettled } from '@groundwork/client'
import { useSyncExternalStore } from 'react'
import { connectivity } from '../api/connectivity.ts'
import { queryClient } from '../api/query-client.ts'
import { apiOf } from '../api/rows.ts'
import { statusQuery } from '../api/status.ts'
import { quotaQuery } from '../file/file-queries.ts'
import { onRows } from '../realtime/row-listeners.ts'
import { onSessionEnd } from '../session/session.ts'
import { refusalByName, refusalBySpace } from './judge-before-upload.ts'
import { forgetUpload, rememberUpload } from './remember-upload.ts'
import { sendResumable, sendWhole } from './send-upload.ts'
import { untilReady } from './until-ready.ts'
import { releaseUploads } from './upload-claims.ts'
import { isResumable } from './upload-item.ts'
import { createUploadQueue, type UploadSnapshot } from './upload-queue.ts'

const tellEveryMs = 120
const lookEveryMs = 4_000

/** The uploads of this tab. They live beside the screens, so that going elsewhere does not end them. */
export const uploads = createUploadQueue({
  send: (item, file, options) => (isResumable(item) ? sendResumable : sendWhole)(item, file, options),
  refuse: ({ name, bytes }) =>
    refusalByName({ name, bytes, policy: queryClient.getQueryData(statusQuery.queryKey)?.uploadPolicy }),
  judge: async ({ bytes, organization }, bytesAhead) => {
    // Without an answer the server judges.
    const quota = queryClient.fetchQuery({ ...quotaQuery(organization), staleTime: 10_000 })
    return refusalBySpace({ bytes, bytesAhead, space: await quota.catch(() => undefined) })
  },
  remember: (item) => void rememberUpload(item),
  forget: (session, isGivenUp) => void forgetUpload(session, isGivenUp),
  untilReady,
  now: () => performance.now(),
  later: (work) => void window.setTimeout(work, tellEveryMs),
})

export const useUploads = (): UploadSnapshot => useSyncExternalStore(uploads.subscribe, uploads.snapshot)

onRows('file', uploads.observe)
onSessionEnd(() => {
  uploads.reset()
  releaseUploads()
})

window.addEventListener('beforeunload', (event) => {
  const { waiting, sending } = uploads.snapshot().summary.counts
  if (waiting + sending > 0) event.preventDefault()
})

/** Verdicts come by the socket. Looking now and then as well survives a lost one. */
window.setInterval(async () => {
  const checking = uploads.snapshot().items.filter(({ stage }) => stage === 'checking')
  const ids = checking.flatMap(({ fileId }) => fileId ?? []).slice(0, 200)
  if (!ids.length || connectivity() !== 'online') return
  const { rows } = await apiOf('file').list({ filter: { field: 'id', op: 'in', value: ids }, limit: 200 })
  uploads.observe(rows.filter(isFileSettled))
}, lookEveryMs)

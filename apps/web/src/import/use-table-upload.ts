import { toGroundworkError } from '@groundwork/client'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { gw } from '../api/client.ts'
import { statusQuery } from '../api/status.ts'
import { quotaQuery } from '../file/file-queries.ts'
import { refusalByName, refusalBySpace } from '../upload/judge-before-upload.ts'
import { isResumable } from '../upload/upload-item.ts'

interface TableUpload {
  readonly name: string
  readonly percent: number
}

/** Brings the one file of an import in. What will be refused anyway is told before its bytes travel. */
export function useTableUpload(organization: string, onStored: (file: string) => void) {
  const client = useQueryClient()
  const [upload, setUpload] = useState<TableUpload | null>(null)
  /** Why the last file was not taken, in words. */
  const [refusal, setRefusal] = useState<string | null>(null)
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])

  const start = useCallback(
    async (file: File) => {
      running.current?.abort()
      const canceller = new AbortController()
      running.current = canceller
      const { signal } = canceller
      const { name, size: bytes } = file
      setRefusal(null)
      setUpload({ name, percent: 0 })
      try {
        const refused =
          refusalByName({ name, bytes, policy: client.getQueryData(statusQuery.queryKey)?.uploadPolicy }) ??
          refusalBySpace({
            bytes,
            bytesAhead: 0,
            // Without an answer the server judges.
            space: await client.fetchQuery(quotaQuery(organization)).catch(() => undefined),
          })
        if (refused !== null) return setRefusal(refused)
        const onProgress = ({ sentBytes }: { sentBytes: number }) =>
          setUpload({ name, percent: Math.floor((100 * sentBytes) / Math.max(1, bytes)) })
        const send = isResumable({ bytes }) ? gw.files.upload : gw.uploadFile
        onStored((await send(file, { organization, signal, onProgress })).id)
      } catch (error) {
        if (!signal.aborted) setRefusal(`${toGroundworkError(error).detail}.`)
      } finally {
        if (running.current === canceller) setUpload(null)
      }
    },
    [client, organization, onStored],
  )
  const cancel = useCallback(() => {
    running.current?.abort()
    running.current = null
    setUpload(null)
  }, [])
  return { upload, refusal, start, cancel }
}

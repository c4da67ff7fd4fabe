import { type ImportSessionRow, type SessionPart, sessionParts } from '@groundwork/domain'
import { gw } from '../api/client.ts'
import { apiOf } from '../api/rows.ts'
import { isResumable } from '../upload/upload-item.ts'
import type { ChosenFiles } from './chosen-files.ts'

export interface NewSession {
  readonly organization: string
  readonly country: string
  readonly files: ChosenFiles
}

/** A file as it was sent: for another organization or country it is another one. */
export interface SentFile extends Pick<NewSession, 'organization' | 'country'> {
  readonly file: File
  readonly id: string
}

interface StartOptions {
  readonly signal: AbortSignal
  /** What attempts before this one have sent: it is not sent again. */
  readonly sent: SentFile[]
  /** Null once all are there, and the session is being made. */
  readonly onProgress: (sending: { readonly name: string; readonly percent: number } | null) => void
}

/** Sends the files through the door that all files take, then makes the session of them. */
export async function startSession(
  { organization, country, files }: NewSession,
  { signal, sent, onProgress }: StartOptions,
): Promise<ImportSessionRow> {
  const ids: Partial<Record<SessionPart, string>> = {}
  for (const part of sessionParts) {
    const file = files[part]
    if (!file) continue
    ids[part] = sentBefore(file) ?? (await send(file))
  }
  onProgress(null)
  return apiOf('importSession').create({
    values: { organization, country, statFile: ids.stat ?? null, recapFile: ids.recap ?? null },
  })

  function sentBefore(file: File): string | undefined {
    return sent.find((one) => one.file === file && one.organization === organization && one.country === country)?.id
  }

  async function send(file: File): Promise<string> {
    const { name, size } = file
    onProgress({ name, percent: 0 })
    const upload = isResumable({ bytes: size }) ? gw.files.upload : gw.uploadFile
    const stored = await upload(file, {
      organization,
      // Rules of roles go by the country of a file, from its first moment on.
      customFields: { country },
      signal,
      onProgress: ({ sentBytes }) => onProgress({ name, percent: Math.floor((100 * sentBytes) / Math.max(1, size)) }),
    })
    sent.push({ file, organization, country, id: stored.id })
    return stored.id
  }
}

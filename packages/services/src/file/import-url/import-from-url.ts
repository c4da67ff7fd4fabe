import type { WorkContext } from '@groundwork/db'
import { DomainError, isDomainError, largestAllowed } from '@groundwork/domain'
import { z } from 'zod'
import { guardedFetch, type OutboundAnswer } from '../../outbound/guarded-fetch.ts'
import { checkMayUpload } from '../check-may-upload.ts'
import { recordRefusal } from '../discard-intake.ts'
import type { FileServices } from '../file-services.ts'
import { servicesFor } from '../policy/policy-of.ts'
import { receiveUpload } from '../receive-upload.ts'
import type { StoredFileRow } from '../upload-intake.ts'
import { nameAtUrl } from './name-at-url.ts'

const LONGEST_MS = 15 * 60_000
const IDLE_MS = 30_000

/** A file that is to be fetched from the web. */
export const importRequest = z.strictObject({
  url: z.string().min(1).max(4096),
  organization: z.uuid(),
  folder: z.uuid().nullable().optional(),
  /** Instead of what the other server calls it. */
  name: z.string().min(1).max(255).optional(),
})

export type ImportRequest = z.infer<typeof importRequest>

/**
 * Takes a file in from an address somebody named. Their right comes before the first packet, and the bytes go the way of every
 * upload. An address that may not be called stands in the audit trail: whoever tries out our network is seen.
 */
export async function importFromUrl(
  services: FileServices,
  context: WorkContext,
  { url, organization, folder, name, signal }: ImportRequest & { readonly signal?: AbortSignal | undefined },
): Promise<StoredFileRow> {
  await checkMayUpload(services, context, { organization })
  const judging = await servicesFor(services, context, { organization })
  const { body, ...answer } = await fetchFile(judging, context, { url, organization, signal })
  const { headers } = answer
  return receiveUpload(services, context, {
    organization,
    folder,
    stream: body,
    fileName:
      name ??
      nameAtUrl({
        url: answer.url,
        disposition: headers['content-disposition'],
        contentType: headers['content-type'],
      }),
    declaredSize: headers['content-length'] === undefined ? undefined : Number(headers['content-length']),
    createdVia: 'import from URL',
  })
}

interface Wanted {
  readonly url: string
  readonly organization: string
  readonly signal: AbortSignal | undefined
}

async function fetchFile(
  { outbound, filePolicy, database }: FileServices,
  context: WorkContext,
  { url, organization, signal }: Wanted,
): Promise<OutboundAnswer> {
  try {
    const answer = await guardedFetch(outbound, url, {
      maxBytes: largestAllowed(filePolicy),
      totalMs: LONGEST_MS,
      idleMs: IDLE_MS,
      ...(signal && { signal }),
    })
    if (answer.status === 200) return answer
    answer.body.destroy()
    throw badAnswer(answer.status)
  } catch (error) {
    if (isDomainError(error))
      await database.withUnitOfWork(context, async (work) =>
        recordRefusal(work, { organization, file: null, name: addressOf(url), cause: error }),
      )
    throw error
  }
}

/** Without what may be a secret in it. */
const addressOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url.slice(0, 100))

function badAnswer(status: number): DomainError {
  const message = `The other server answers ${status} instead of a file`
  return new DomainError('invalid', message, { reason: 'url_without_file', fields: { url: [message] } })
}

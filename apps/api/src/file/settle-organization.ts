import { Readable } from 'node:stream'
import type { WorkContext } from '@groundwork/db'
import { invalidField, organizationsOf } from '@groundwork/domain'
import { one } from './upload-fields.ts'
import type { FilePart, UploadForm } from './upload-form.ts'

/** A file may come before its organization only if it is small enough to wait for it. */
const WAITING_BYTES = 1_048_576

/** Said in the address, in a field before the file, or plain because there is only one. */
export function organizationBefore(
  { actor }: WorkContext,
  form: UploadForm,
  query: URLSearchParams,
): string | undefined {
  const said = query.get('organization') ?? one(form.fields, 'organization')
  if (said || actor.kind === 'system' || actor.isSuperuser) return said ?? undefined
  const [only, ...others] = organizationsOf(actor)
  return others.length ? undefined : only
}

interface Settled {
  readonly organization: string
  readonly stream: Readable
}

/** Rights are checked before bytes are taken, so the organization must be known; a small file can wait until it is. */
export async function settleOrganization(
  form: UploadForm,
  { stream }: FilePart,
  known: string | undefined,
): Promise<Settled> {
  if (known) return { organization: known, stream }
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > WAITING_BYTES) throw organizationMissing('Send the organization before the file, or as ?organization=')
    chunks.push(chunk)
  }
  await form.ended
  const organization = one(form.fields, 'organization')
  if (!organization) throw organizationMissing('This field is required')
  return { organization, stream: Readable.from(chunks, { objectMode: false }) }
}

const organizationMissing = (message: string) => invalidField('organization', message, 'organization_missing')

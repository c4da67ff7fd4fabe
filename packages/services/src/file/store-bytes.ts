import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { BlobContent } from '@groundwork/db'
import { isDomainError } from '@groundwork/domain'
import { isStorageError } from '@groundwork/storage'
import { type Admitted, admitSize, admitWhole } from './admit-upload.ts'
import { ByteMeter } from './byte-meter.ts'
import type { Head } from './read-head.ts'
import { lengthMismatch, type Reception } from './reception.ts'
import type { Intake } from './upload-intake.ts'

export interface Arriving {
  readonly intake: Intake
  readonly head: Head
  readonly admitted: Admitted
}

export interface Storing extends Arriving {
  readonly signal: AbortSignal
  /** Sees to it that there is room for so many bytes. */
  readonly grow: (total: number) => Promise<void>
  /** Asked when all have come, for what must be there before they lie under their key. */
  readonly noted?: () => Promise<void>
}

/** One pass: count, limit, hash, store. Then the second verdict, on the whole. */
export async function storeBytes(reception: Reception, storing: Storing): Promise<BlobContent> {
  const { services, upload } = reception
  const { intake, head, admitted, signal, noted } = storing
  const source = head.isWhole ? Readable.from([head.bytes], { objectMode: false }) : upload.stream
  const meter = new ByteMeter(allowanceOf(reception, storing), (total) => allowMore(reception, storing, total), noted)
  const put = services.storages.of(intake.provider).put(intake.key, meter, { contentType: admitted.type.mime, signal })
  put.catch(() => meter.destroy()) // Nobody reads on: who sends must not be kept waiting.
  const [piped, stored] = await Promise.allSettled([pipeline(source, meter), put])
  if (stored.status === 'rejected') throw firstCause(piped, stored.reason)
  if (piped.status === 'rejected') throw piped.reason
  if (stored.value.bytes !== meter.bytes) throw new Error(`Stored ${stored.value.bytes} of ${meter.bytes} bytes`)
  const { sniffed } = admitted
  admitWhole(services.filePolicy, intake.name, { sniffed, head: head.bytes, tail: meter.tail(), size: meter.bytes })
  return { bytes: meter.bytes, sha256: meter.sha256(), etag: stored.value.etag }
}

/** A store that fails breaks the pipe, and a pipe that breaks fails the store: the one that knows why is the cause. */
function firstCause(piped: PromiseSettledResult<unknown>, storeError: unknown): unknown {
  const isKnown = isStorageError(storeError) || isDomainError(storeError)
  return piped.status === 'rejected' && !isKnown ? piped.reason : storeError
}

/** How many bytes may come before somebody has to be asked. */
function allowanceOf({ services, upload }: Reception, { intake, admitted }: Arriving): number {
  const limit = services.filePolicy.maxBytes[admitted.type.kind]
  return Math.min(intake.reserved, limit, upload.declaredSize ?? limit)
}

async function allowMore(reception: Reception, storing: Storing, total: number): Promise<number> {
  const { services, upload } = reception
  admitSize(services.filePolicy, { name: storing.intake.name, sniffed: storing.admitted.sniffed, size: total })
  if (upload.declaredSize !== undefined && total > upload.declaredSize) throw lengthMismatch()
  await storing.grow(total)
  return allowanceOf(reception, storing)
}

import { pipeline, Transform } from 'node:stream'
import { DomainError, isDomainError, type JsonObject } from '@groundwork/domain'
import type { SpreadsheetSource } from '@groundwork/spreadsheet'
import { toStorageKey } from '@groundwork/storage'
import { z } from 'zod'
import type { DataJobRun, DataJobServices } from '../data-job/data-job-runner.ts'
import { fromStorage } from '../file/from-storage.ts'
import { reachServable } from '../file/open-download.ts'
import { recordFileAccess } from '../file/record-file-access.ts'

/** The very bytes that a job reads: whatever is put in their place later is not what was looked at. */
const pin = z.object({ file: z.string(), version: z.int(), sha256: z.string() })
export type InputPin = z.infer<typeof pin>

export interface PinnedInput {
  readonly pin: InputPin
  readonly source: SpreadsheetSource
  /** How far it has been read, from 0 to 1. */
  readonly share: () => number
}

const waiting: readonly string[] = ['pending', 'receiving', 'stored', 'scanning']

/**
 * Opens the file that a job reads, with the rights of whoever asked, at the version that its first start or its dry run has read.
 *
 * @throws DomainError conflict (`input_changed`) when that version is no more what it was
 */
export async function pinInput(services: DataJobServices, { job, context, cursor }: DataJobRun): Promise<PinnedInput> {
  const [file] = Object.values(job.inputFiles)
  if (!file) throw new DomainError('invalid', 'The job names no file', { reason: 'no_input' })
  const before = pin.safeParse((cursor ?? job.resultLog).input)
  const { version } = await services.database
    .withUnitOfWork(context, async (work) => {
      const reached = await reachServable(work, file, before.data?.version)
      recordFileAccess(work, 'VIEW', { ...reached, details: { job: job.id } satisfies JsonObject })
      return reached
    })
    .catch(orWaitsForScan)
  const { blob, number } = version
  const found = { file, version: number, sha256: blob.sha256 ?? '' }
  const { sha256: wanted } = job.parameters
  const isOther = before.success && (before.data.file !== file || before.data.sha256 !== found.sha256)
  if (isOther || (wanted !== undefined && wanted !== found.sha256)) {
    throw new DomainError('conflict', 'The file is not the one that was looked at', { reason: 'input_changed' })
  }
  const bytes = blob.bytes ?? 0
  let place = 0
  const open: SpreadsheetSource['open'] = async (range) => {
    const stream = await fromStorage(() =>
      services.storages.of(blob.storageProvider).open(toStorageKey(blob.storageKey), range),
    )
    place = range?.start ?? 0
    const meter = new Transform({
      transform: (chunk: Buffer, _, done) => {
        place += chunk.length
        done(null, chunk)
      },
    })
    // Whatever ends one of them ends the other, and whoever reads hears of it.
    return pipeline(stream, meter, () => undefined)
  }
  const source = { bytes, open, name: version.fileName }
  return { pin: found, source, share: () => (bytes ? Math.min(1, place / bytes) : 1) }
}

/** A scan ends sooner or later: the job pauses meanwhile. */
function orWaitsForScan(error: unknown): never {
  if (isDomainError(error) && error.code === 'not_available' && waiting.includes(error.reason ?? '')) {
    throw new DomainError('unavailable', error.message, { reason: 'waits_for_scan', cause: error })
  }
  throw error
}

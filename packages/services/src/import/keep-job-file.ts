import type { Readable } from 'node:stream'
import type { DataJobRun, DataJobServices } from '../data-job/data-job-runner.ts'
import { receiveUpload } from '../file/receive-upload.ts'
import { elevated } from '../identity/acting.ts'

/**
 * Keeps what a job has written as a file of its organization, made by whoever asked: who may do the job need not be somebody who may
 * upload. It goes the way of every upload, its scan too, and nobody else sees it.
 */
export async function keepJobFile(
  services: DataJobServices,
  { job, context }: Pick<DataJobRun, 'job' | 'context'>,
  { stream, fileName }: { readonly stream: Readable; readonly fileName: string },
): Promise<string> {
  const { organization, jobType, id: madeByJob } = job
  const keeper = elevated(context, 'keep what a data job has written')
  const { id } = await receiveUpload(withoutUploadLimits(services), keeper, {
    organization,
    stream,
    fileName,
    madeByJob,
    createdVia: `${jobType} job`,
  })
  return id
}

/** What we write ourselves is bounded by the quota, not by what people may send in one go. */
function withoutUploadLimits({ filePolicy, ...services }: DataJobServices): DataJobServices {
  const { document, text, ...others } = filePolicy.maxBytes
  const maxBytes = { ...others, document: Number.MAX_SAFE_INTEGER, text: Number.MAX_SAFE_INTEGER }
  return { ...services, filePolicy: { ...filePolicy, maxBytes } }
}

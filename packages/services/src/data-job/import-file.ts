import type { WorkContext } from '@groundwork/db'
import type { DataJobRow, JsonObject, NewDataJob } from '@groundwork/domain'
import { receiveUpload, takeBackFiles, type Upload } from '../file/index.ts'
import { renewed } from '../identity/acting.ts'
import { createDataJob, refuseDataJob } from './create-data-job.ts'
import type { DataJobServices } from './data-job-runner.ts'

export interface FileToImport extends Pick<Upload, 'organization' | 'fileName' | 'stream' | 'declaredSize'> {
  readonly target: string
  /** As far as they are known before the bytes. */
  readonly parameters: JsonObject
  /** The form's last word: the parameters with what came after the file. */
  readonly finished: () => Promise<JsonObject>
}

/**
 * Takes a sheet in by the one way in for bytes, and asks for its import: in one go, for whoever sends both at once. What can be
 * refused is refused before the bytes are taken; where there can be no import of a file that has landed, the file goes into the trash. The
 * import waits until the file has been scanned.
 */
export async function importFile(
  services: DataJobServices,
  context: WorkContext,
  { target, parameters, finished, ...upload }: FileToImport,
): Promise<DataJobRow> {
  const asked: NewDataJob = { organization: upload.organization, jobType: 'import', target, parameters }
  await refuseDataJob(services, context, asked)
  let last = parameters
  const { id: main } = await receiveUpload(services, context, {
    ...upload,
    createdVia: 'import',
    finished: async () => {
      last = await finished()
      await refuseDataJob(services, await renewed(context), { ...asked, parameters: last })
      return {}
    },
  })
  try {
    return await createDataJob(services, await renewed(context), { ...asked, parameters: last, inputFiles: { main } })
  } catch (error) {
    await takeBackFiles(services, context, [main])
    throw error
  }
}

import type { DataJobRow, JobFilePart } from '@groundwork/domain'
import type { JobFile } from './use-job-actions.ts'
import { words } from './words.ts'

interface MadeFile {
  readonly part: JobFilePart
  /** Where the API tells its link. */
  readonly link: JobFile
  readonly label: string
  readonly file: string
}

const parts = [
  { part: 'outputFile', link: 'outputFileUrl', label: words.outputFile },
  { part: 'errorFile', link: 'errorFileUrl', label: words.errorFile },
  { part: 'logFile', link: 'logFileUrl', label: words.logFile },
] as const

/** What a job has written that is still there. */
export const jobFiles = (job: DataJobRow): MadeFile[] =>
  parts.flatMap((made) => {
    const file = job[made.part]
    return file === null ? [] : [{ ...made, file }]
  })

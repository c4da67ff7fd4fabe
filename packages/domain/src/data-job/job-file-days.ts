import type { DataJobRow } from './data-job.ts'

/**
 * How many days the files of a job are kept, by the part they play. What was taken out is out of date soon, and is data in one more
 * place as long as it lies there; bad rows are mended by people, who need more than a week, and the log tells what became of them.
 */
export const jobFileDays = { outputFile: 7, errorFile: 30, logFile: 30 } as const

export type JobFilePart = keyof typeof jobFileDays

const dayMs = 24 * 60 * 60 * 1000

/** When a file of the job goes into the trash; null as long as the job has not ended. */
export function jobFileExpiry({ finishedAt }: Pick<DataJobRow, 'finishedAt'>, part: JobFilePart): string | null {
  return finishedAt && new Date(Date.parse(finishedAt) + jobFileDays[part] * dayMs).toISOString()
}

import { Readable } from 'node:stream'
import { countImportIssues } from '@groundwork/db'
import type { DataJobCounts, ImportPlan } from '@groundwork/domain'
import type { DataJobRun, DataJobServices } from '../data-job/data-job-runner.ts'
import { keepJobFile } from './keep-job-file.ts'
import type { InputPin } from './pin-input.ts'

interface Story {
  readonly plan: ImportPlan
  readonly counts: DataJobCounts
  readonly input: InputPin
  readonly isRehearsal: boolean
}

/** What the job did, for whoever asks a year from now: which bytes, by which plan, with what outcome (seed 002, log file). */
export async function keepImportLog(
  services: DataJobServices,
  run: DataJobRun,
  { plan, counts, input, isRehearsal }: Story,
): Promise<string> {
  const { job, context } = run
  const faults = await services.database.look(context, (work) =>
    countImportIssues(work, { organization: job.organization, job: job.id }),
  )
  const lines = [
    `${isRehearsal ? 'Dry run' : 'Import'} of ${plan.resource.plural}, job ${job.id}`,
    `Asked by ${job.createdByUsername ?? job.createdBy}, started ${job.startedAt}, ended ${services.clock().toISOString()}`,
    `File ${input.file}, version ${input.version}, sha256 ${input.sha256}`,
    `Mode ${plan.mode}, rows found by ${plan.match.join(' and ') || 'nothing'}`,
    '',
    ...plan.columns.map(({ header, column }) => `${header ?? '(default)'} -> ${column.name}`),
    ...plan.unmapped.map((header) => `${header} -> nothing (not mapped)`),
    '',
    ...Object.entries(counts).map(([name, count]) => `${name}: ${count}`),
    '',
    ...faults.map(({ rule, column, count }) => `${count} x ${rule}${column === null ? '' : ` in ${column}`}`),
  ]
  const stream = Readable.from([Buffer.from(`${lines.join('\n').trimEnd()}\n`)], { objectMode: false })
  return keepJobFile(services, run, { stream, fileName: `import-${job.id}.txt` })
}

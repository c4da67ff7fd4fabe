import { Readable } from 'node:stream'
import { countImportIssues } from '@groundwork/db'
import type { DataJobCounts, ImportPlan } from '@groundwork/domain'
import type { DataJobRun, DataJobServices } from '../data-job/data-job-runner.ts'
import { countFaults } from './count-faults.ts'
import { keepJobFile } from './keep-job-file.ts'
import type { InputPin } from './pin-input.ts'

interface Story {
  readonly plan: ImportPlan
  readonly counts: DataJobCounts
  readonly input: InputPin
  readonly isRehearsal: boolean
}

const countedAtOnce = 50_000

/** What the job did, for whoever asks a year from now: which bytes, by which plan, with what outcome (seed 002, log file). */
export async function keepImportLog(
  services: DataJobServices,
  run: DataJobRun,
  { plan, counts, input, isRehearsal }: Story,
): Promise<string> {
  const { job, context } = run
  const about = { organization: job.organization, job: job.id, limit: countedAtOnce }
  const faults = await countFaults((after) =>
    services.database.look(context, (work) => countImportIssues(work, { ...about, after })),
  )
  const lines = [
    `${isRehearsal ? 'Dry run' : 'Import'} of ${plan.resource.plural}, job ${job.id}`,
    `Asked by ${job.createdByUsername ?? job.createdBy}, started ${job.startedAt}, ended ${services.clock().toISOString()}`,
    `File ${input.file}, version ${input.version}, sha256 ${input.sha256}`,
    `Mode ${plan.mode}, rows found by ${plan.match.join(' and ') || 'nothing'}`,
    ...rowsTold('Corrected by hand', plan.corrections.keys()),
    ...rowsTold('Left out by hand', plan.leftOut),
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

/** What the file does not say by itself. */
function rowsTold(what: string, numbers: Iterable<number>): string[] {
  const rows = [...numbers].sort((one, other) => one - other)
  return rows.length ? [`${what}: ${rows.length === 1 ? 'row' : 'rows'} ${rows.join(', ')}`] : []
}

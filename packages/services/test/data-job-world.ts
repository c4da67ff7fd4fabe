import { asSystem, type WorkContext } from '@groundwork/db'
import { DataJob, type DataJobRow, Membership, type NewDataJob, type Principal, Role } from '@groundwork/domain'
import { createDataJob, type DataJobRunner, runDataJobs, type WorkingServices } from '../src/data-job/index.ts'
import { createFileWorld } from './file-world.ts'

const system = asSystem('set a test up')

export type Asker = WorkContext & { readonly actor: Principal }

/** A promise that a test settles. */
export function gate() {
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open }
}

export const allRunners = (runner: DataJobRunner): NonNullable<WorkingServices['runners']> => ({
  import: runner,
  export: runner,
  undo: runner,
  bulk: runner,
})

/** A world of files with people whose memberships are real: a job is done with the rights its asker has when it runs. */
export async function createDataJobWorld() {
  const world = await createFileWorld()
  const { database } = world.services

  async function asker(as = 'manager', home?: string) {
    const organization = home ?? (await world.organization())
    const context: Asker = await world.person(organization, as)
    const membership = await database.withUnitOfWork(system, async (work) => {
      const { rows } = await work.list(Role, { filter: { field: 'slug', op: 'eq', value: as } })
      const [role] = rows
      return work.insert(Membership, { organization, user: context.actor.userId, role: role?.id ?? as })
    })
    return { organization, context, membership: membership.id }
  }

  /** A sheet that has been scanned. */
  async function sheet(context: WorkContext, organization: string, text = 'sku,name\nA-1,Hammer\n'): Promise<string> {
    const { id } = await world.upload(context, { organization, fileName: 'products.csv', bytes: Buffer.from(text) })
    await world.scan(organization, id)
    return id
  }

  const exportOf = (organization: string): NewDataJob => ({
    organization,
    jobType: 'export',
    target: 'product',
    parameters: { format: 'csv' },
  })

  async function importJob(of: { readonly context: WorkContext; readonly organization: string }, dryRun = false) {
    const main = await sheet(of.context, of.organization)
    return createDataJob(world.services, of.context, {
      organization: of.organization,
      jobType: 'import',
      target: 'product',
      inputFiles: { main },
      parameters: { mode: 'upsert', match: ['sku'], dry_run: dryRun },
    })
  }

  const job = (id: string): Promise<DataJobRow> => database.reader(system).get(DataJob, id)

  /** What a worker does when it is woken. */
  const work = (runner: DataJobRunner, stopping = new AbortController().signal) =>
    runDataJobs({ ...world.services, stopping, runners: allRunners(runner) }, null, async () => undefined)

  const topics = async (id: string) =>
    (await world.sql<{ topic: string }>('select topic from outbox_event where object_id = $1 order by id', [id])).map(
      ({ topic }) => topic.replace('dataJob.', ''),
    )

  /** As if the worker that holds it had been silent for long. */
  const runOut = (id: string) =>
    world.sql(`update data_job_lease set until = now() - interval '1 second' where job_id = $1`, [id])

  return { ...world, asker, sheet, exportOf, importJob, job, work, topics, runOut }
}

export type DataJobWorld = Awaited<ReturnType<typeof createDataJobWorld>>

export const completes: DataJobRunner = async () => ({ status: 'COMPLETED', resultLog: { told: true } })

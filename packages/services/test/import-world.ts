import { text } from 'node:stream/consumers'
import { asSystem, type WorkContext } from '@groundwork/db'
import { type DataJobRow, type Grant, type JsonObject, Membership, Role } from '@groundwork/domain'
import { applyDataJob, createDataJob, dataJobRunners, runDataJobs, undoDataJob } from '../src/data-job/index.ts'
import { openDownload } from '../src/file/index.ts'
import { createDataJobWorld } from './data-job-world.ts'

/** Whose rows come in. */
export interface Importer {
  readonly organization: string
  readonly context: WorkContext
}

/** A world in which files are brought in as a worker would. */
export async function createImportWorld() {
  const world = await createDataJobWorld()
  const { services } = world

  /** A member with these grants, and with what it takes to bring files in at all. */
  async function limited(organization: string, grants: readonly Grant[]): Promise<Importer> {
    const system = asSystem('set a test up')
    const context = await world.person(organization, 'viewer')
    const held = [...grants, { resource: 'file', action: '*' }, { resource: 'dataJob', action: '*' }]
    await services.database.withUnitOfWork(system, async (work) => {
      const role = await work.insert(Role, {
        organization,
        name: 'Limited',
        slug: `limited-${Date.now()}`,
        grants: held,
      })
      await work.insert(Membership, { organization, user: context.actor.userId, role: role.id })
    })
    const membership = { organization, role: 'limited', attributes: {}, grants: held }
    return { organization, context: { actor: { ...context.actor, memberships: [membership] } } }
  }

  /** Does what is due, until nothing is. */
  const work = (stopping = new AbortController().signal) =>
    runDataJobs({ ...services, stopping, runners: dataJobRunners }, null, async () => undefined)

  async function ask(
    { organization, context }: Importer,
    csv: string,
    { target = 'product', ...parameters }: JsonObject & { readonly target?: string } = {},
  ): Promise<DataJobRow> {
    const main = await world.sheet(context, organization, csv)
    return createDataJob(services, context, {
      organization,
      jobType: 'import',
      target,
      inputFiles: { main },
      parameters,
    })
  }

  /** An import from beginning to end. */
  async function bringIn(...asked: Parameters<typeof ask>): Promise<DataJobRow> {
    const { id } = await ask(...asked)
    await work()
    return world.job(id)
  }

  async function apply({ context }: Importer, id: string): Promise<DataJobRow> {
    await applyDataJob(services, context, id)
    await work()
    return world.job(id)
  }

  async function undo({ context }: Importer, id: string): Promise<DataJobRow> {
    const { id: undoing } = await undoDataJob(services, context, id)
    await work()
    return world.job(undoing)
  }

  const issues = (job: string) =>
    world.asOwner<{ row: number; column: string | null; value: string | null; rule: string }>(
      'select "row", "column", value, rule from import_issue where job_id = $1 order by "row", id',
      [job],
    )

  /** The words of a file, once it is known clean. */
  async function read({ context, organization }: Importer, file: string | null): Promise<string> {
    if (!file) throw new Error('There is no such file')
    await world.scan(organization, file)
    const { open } = await openDownload(services, context, { file })
    if (!open) throw new Error('The file has no bytes')
    return text(await open())
  }

  const products = (organization: string) =>
    world.asOwner<Readonly<Record<string, unknown>>>(
      'select * from product where organization_id = $1 and deleted_at is null order by sku',
      [organization],
    )

  return { ...world, limited, work, ask, bringIn, apply, undo, issues, read, products }
}

export type ImportWorld = Awaited<ReturnType<typeof createImportWorld>>

import { canDataJobBecome, type DataJobState, DomainError, isDomainError } from '@groundwork/domain'
import fc from 'fast-check'
import { afterAll, beforeAll, it } from 'vitest'
import {
  applyDataJob,
  cancelDataJob,
  createDataJob,
  type DataJobRunner,
  retryDataJob,
  undoDataJob,
} from '../src/data-job/index.ts'
import { type Asker, createDataJobWorld, type DataJobWorld } from './data-job-world.ts'

/** What the model knows: how the job stands, whether it is a dry run, and whether it changed rows. */
interface Model {
  status: DataJobState
  isDryRun: boolean
  hasRows: boolean
  isUndoing: boolean
}

interface Real {
  readonly world: DataJobWorld
  readonly context: Asker
  readonly id: string
}

let world: DataJobWorld
beforeAll(async () => {
  world = await createDataJobWorld()
})
afterAll(() => world.close())

type Step = fc.AsyncCommand<Model, Real>

/** After each step the row says what the model says, and got there by an arrow of the table. */
async function agree(model: Model, before: DataJobState, { world: real, id }: Real): Promise<void> {
  const { status } = await real.job(id)
  if (status !== model.status) throw new Error(`is ${status}, the model says ${model.status}`)
  const isReached = before === status || canDataJobBecome(before, status) || canDataJobBecome('RUNNING', status)
  if (!isReached) throw new Error(`${before} -> ${status} is no arrow of the table`)
}

const step = (name: string, run: (model: Model, real: Real) => Promise<void>): Step => ({
  check: () => true,
  run: async (model, real) => {
    const before = model.status
    await run(model, real)
    await agree(model, before, real)
  },
  toString: () => name,
})

/** Asks for something that is refused unless the job stands so that it can be done. */
const wish = (
  name: string,
  {
    verb,
    isOffered,
    after,
  }: {
    readonly verb: typeof cancelDataJob
    readonly isOffered: (model: Model) => boolean
    readonly after: (model: Model) => void
  },
): Step =>
  step(name, async (model, { world: { services }, context, id }) => {
    const refusal = await verb(services, context, id).then(
      () => null,
      (error: unknown) => error,
    )
    if (refusal && !(isDomainError(refusal) && refusal.code === 'conflict')) throw refusal
    if (!refusal !== isOffered(model)) throw new Error(`${name}: ${refusal ? 'refused' : 'done'} while ${model.status}`)
    if (!refusal) after(model)
  })

/** A worker comes by, and the job ends in this way if it was waiting; a waiting undo is done as well. */
const worked = (name: string, runner: DataJobRunner, then: (model: Model) => void): Step =>
  step(`work: ${name}`, async (model, { world: { work } }) => {
    await work(async (services, run) =>
      run.job.jobType === 'undo' ? { status: 'COMPLETED', resultLog: {} } : runner(services, run),
    )
    if (model.status === 'PENDING') then(model)
    else if (model.isUndoing) Object.assign(model, { status: 'UNDONE', isUndoing: false })
  })

const brings: DataJobRunner = async ({ database }, run) => {
  await database.withUnitOfWork(run.context, (work) => run.checkpoint(work, { counts: { created: 1 }, cursor: {} }))
  return { status: run.job.parameters.dry_run === true ? 'READY' : 'COMPLETED', resultLog: {} }
}

const steps = [
  worked('it comes to its end', brings, (model) => {
    Object.assign(model, { status: model.isDryRun ? 'READY' : 'COMPLETED', hasRows: true })
  }),
  worked(
    'it is refused',
    () => Promise.reject(new DomainError('invalid', 'No')),
    (model) => {
      model.status = 'FAILED'
    },
  ),
  worked(
    'it is refused after some rows',
    async (services, run) => {
      await brings(services, run)
      throw new DomainError('invalid', 'No')
    },
    (model) => Object.assign(model, { status: 'FAILED', hasRows: true }),
  ),
  step('the process ends meanwhile', async (_, { world: { work } }) => {
    const stopping = new AbortController()
    await work(async (_services, { signal }) => {
      stopping.abort()
      signal.throwIfAborted()
      return { status: 'COMPLETED', resultLog: {} }
    }, stopping.signal)
  }),
  wish('cancel', {
    verb: cancelDataJob,
    isOffered: ({ status }) => status === 'PENDING' || status === 'READY',
    after: (model) => {
      model.status = 'CANCELLED'
    },
  }),
  wish('retry', {
    verb: retryDataJob,
    isOffered: ({ status, isUndoing }) => status === 'FAILED' && !isUndoing,
    after: (model) => {
      model.status = 'PENDING'
    },
  }),
  wish('apply', {
    verb: applyDataJob,
    isOffered: ({ status }) => status === 'READY',
    after: (model) => Object.assign(model, { status: 'PENDING', isDryRun: false, hasRows: false }),
  }),
  wish('undo', {
    verb: undoDataJob,
    isOffered: ({ status, isDryRun, hasRows, isUndoing }) =>
      ['COMPLETED', 'FAILED', 'CANCELLED'].includes(status) && !isDryRun && hasRows && !isUndoing,
    after: (model) => {
      model.isUndoing = true
    },
  }),
]

it('whatever people and workers do, in whatever order, a job goes along the arrows of its table', {
  timeout: 120_000,
}, async () => {
  const asker = await world.asker('owner')
  const main = await world.sheet(asker.context, asker.organization)
  await fc.assert(
    fc.asyncProperty(
      fc.boolean(),
      fc.commands(
        steps.map((one) => fc.constant(one)),
        { maxCommands: 12 },
      ),
      async (isDryRun, commands) => {
        const { id } = await createDataJob(world.services, asker.context, {
          organization: asker.organization,
          jobType: 'import',
          target: 'product',
          inputFiles: { main },
          parameters: { dry_run: isDryRun },
        })
        const model: Model = { status: 'PENDING', isDryRun, hasRows: false, isUndoing: false }
        await fc.asyncModelRun(() => ({ model, real: { world, context: asker.context, id } }), commands)
        // Nothing is left to the next round.
        await world.work(async () => ({ status: 'COMPLETED', resultLog: {} }))
      },
    ),
    { numRuns: 40 },
  )
})

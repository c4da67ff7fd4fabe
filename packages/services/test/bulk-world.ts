import { asSystem, type ListQuery } from '@groundwork/db'
import { type CreateOf, type JsonObject, Product, resourceNamed } from '@groundwork/domain'
import { askForBulk, runBulk } from '../src/bulk/index.ts'
import { type DataJobRunner, dataJobRunners, runDataJobs } from '../src/data-job/index.ts'
import { createImportWorld, type Importer } from './import-world.ts'

const system = asSystem('set a test up')

/** A world in which all rows of a list are changed as a worker would. */
export async function createBulkWorld() {
  const world = await createImportWorld()
  const { services } = world

  /** Products `P-0000`, `P-0001`, ... of one kind. */
  async function stock(
    { organization, context }: Importer,
    count: number,
    { prefix = 'P', ...more }: Partial<CreateOf<typeof Product>> & { readonly prefix?: string } = {},
  ): Promise<void> {
    const rows = Array.from({ length: count }, (_, place): CreateOf<typeof Product> => {
      const number = String(place).padStart(4, '0')
      return { organization, sku: `${prefix}-${number}`, name: `Product ${number}`, productType: 'SERVICE', ...more }
    })
    for (let from = 0; from < count; from += 1000) {
      await services.database.withUnitOfWork(context, (work) => work.insertMany(Product, rows.slice(from, from + 1000)))
    }
  }

  const ask = async ({ organization, context }: Importer, parameters: JsonObject, target = 'product') => {
    const request = { organization, parameters }
    return (await askForBulk(services, context, { target: resourceNamed(target), request })).jobId
  }

  async function change(who: Importer, parameters: JsonObject, target = 'product') {
    const id = await ask(who, parameters, target)
    await world.work()
    return world.job(id)
  }

  /** Works with somebody doing this once the first rows have landed and before the next do. */
  function workWith(act: () => Promise<unknown>): Promise<void> {
    let turn = 0
    const bulk: DataJobRunner = (given, run) =>
      runBulk(given, {
        ...run,
        askAgain: async () => {
          turn += 1
          if (turn === 2) await act()
          return run.askAgain()
        },
      })
    const runners = { ...dataJobRunners, bulk }
    return runDataJobs({ ...services, stopping: new AbortController().signal, runners }, null, async () => undefined)
  }

  const count = async ({ organization }: Importer, query: ListQuery = {}) =>
    (await services.database.reader(system).count(Product, { ...query, organizations: [organization] })).count

  return { ...world, stock, ask, change, workWith, count }
}

export type BulkWorld = Awaited<ReturnType<typeof createBulkWorld>>

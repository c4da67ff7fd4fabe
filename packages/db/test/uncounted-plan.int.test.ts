import { afterAll, beforeAll, expect, it } from 'vitest'
import { asSystem, holdFirstScans, type UnitOfWork } from '../src/index.ts'
import { createTestDatabase, type TestDatabase, worldIn } from './support/index.ts'

let test: TestDatabase

beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test.close())

interface PlanNode {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Index Cond'?: string
  readonly Plans?: readonly PlanNode[]
}

const nodesOf = (node: PlanNode): readonly PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)]

const system = asSystem('see how a statement goes about it')

/** The tables that a statement would go through from one end to the other, by the plan that is kept for all parameters. */
async function goneThrough(run: (work: UnitOfWork) => Promise<unknown>): Promise<string[]> {
  const through: string[] = []
  await test.database.withUnitOfWork(system, async (work) => {
    const planning: UnitOfWork = Object.create(work, {
      query: {
        value: async (text: string) => {
          const [row] = await test.sql<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
            `explain (generic_plan, format json) ${text}`,
          )
          const nodes = row ? nodesOf(row['QUERY PLAN'][0].Plan) : []
          for (const node of nodes) {
            if (node['Relation Name'] && !node['Index Cond']) through.push(node['Relation Name'])
          }
          return []
        },
      },
    })
    await run(planning)
  })
  return through
}

it('scans are looked for file by file while Postgres has not counted what there is', async () => {
  const through = await goneThrough((work) => holdFirstScans(work, ['019aa9c4-0000-7000-8000-000000000001'], 'stored'))
  expect(through).not.toContain('file_version')
  expect(through).not.toContain('blob')
})

it('a row is looked up by an index where its table has a few pages', async () => {
  const { id: organization } = await worldIn(test.database).organization()
  await test.sql(
    `insert into blob (id, organization_id, storage_provider, storage_key)
     select gen_random_uuid(), $1, 'local', gen_random_uuid() from generate_series(1, 200)`,
    [organization],
  )
  await test.sql('analyze blob')
  const plan = await test.database.withUnitOfWork(system, (work) =>
    work.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
      `explain (format json) select from blob where organization_id = '${organization}' and id = '${organization}'`,
    ),
  )
  const nodes = plan.flatMap((row) => nodesOf(row['QUERY PLAN'][0].Plan))
  expect(nodes.map((node) => node['Index Cond'])).toEqual([expect.stringContaining('id')])
})

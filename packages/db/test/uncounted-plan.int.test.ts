import { afterAll, beforeAll, expect, it } from 'vitest'
import { asSystem, holdFirstScans, type UnitOfWork } from '../src/index.ts'
import { createTestDatabase, type TestDatabase } from './support/index.ts'

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

/** The tables that a statement would go through from one end to the other, by the plan that is kept for all parameters. */
async function goneThrough(run: (work: UnitOfWork) => Promise<unknown>): Promise<string[]> {
  const through: string[] = []
  await test.database.withUnitOfWork(asSystem('see how a statement goes about it'), async (work) => {
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

import { listFaultyCells } from '@groundwork/db'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { dataJobIssues } from '../src/import/index.ts'
import { createImportWorld, type ImportWorld } from './import-world.ts'

let world: ImportWorld

beforeAll(async () => {
  world = await createImportWorld()
})
afterAll(() => world.close())

const numbers = (rows: readonly { readonly row: number }[]) => rows.map(({ row }) => row)

it('gives faulty rows in the order of the file, and with their cells only as many at once as can be held', async () => {
  const us = await world.asker()
  const faulty = Array.from({ length: 120 }, (_, place) => `,Nr ${place},SERVICE,${'x'.repeat(5000)}`)
  const job = await world.bringIn(us, `sku,name,product_type,description\n${faulty.join('\n')}\n`)
  const inOrder = faulty.map((_, place) => place + 2)

  const issues = (cursor: string | null) =>
    dataJobIssues(world.services, us.context, { id: job.id, limit: 70, ...(cursor !== null && { cursor }) })
  const front = await issues(null)
  const rest = await issues(front.nextCursor)
  expect([...numbers(front.rows), ...numbers(rest.rows)]).toEqual(inOrder)

  const page = (after: string | null, limit: number, characters: number) =>
    world.services.database.look(us.context, (work) =>
      listFaultyCells(work, { organization: us.organization, job: job.id, after, limit, characters }),
    )
  const long = await page(null, 100, 12_000)
  expect(numbers(long)).toEqual([2, 3, 4])
  expect(long[0]?.cells).toEqual(['', 'Nr 0', 'SERVICE', 'x'.repeat(5000)])
  expect(numbers(await page(long.at(-1)?.id ?? null, 2, 1_000_000))).toEqual([5, 6])
  expect(await page(long[0]?.id ?? null, 200, 1_000_000)).toHaveLength(119)

  const lines = (await world.read(us, job.errorFile)).trimEnd().split(/\r?\n/)
  expect(lines.slice(1).map((line) => Number(line.split(',')[4]))).toEqual(inOrder)
})

import type pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { JoinedQuery } from '../src/connection/joined-query.ts'
import { openPool } from '../src/connection/open-pool.ts'
import { createTestDatabase, type TestDatabase } from './support/index.ts'

let test: TestDatabase
let pool: pg.Pool
/** How often Postgres told of columns. */
let described = 0

beforeAll(async () => {
  test = await createTestDatabase()
  pool = openPool({ url: test.appUrl, poolSize: 1, statementTimeoutMs: 5000, applicationName: 'test' })
  pool.on('connect', (client) => {
    const { connection } = client as unknown as { connection: NodeJS.EventEmitter }
    connection.on('rowDescription', () => {
      described += 1
    })
  })
  await test.sql('create table described (number integer, word text)')
  await test.sql(`insert into described values (1, 'one'), (2, null)`)
  await test.sql('grant select on described to groundwork_app')
})
afterAll(async () => {
  await pool.end()
  await test.close()
})

/** Prepared under a name of its own: a process that has seen much gives no more names by itself. */
async function ask(name: string | undefined, text: string, values: readonly string[] = []): Promise<unknown[][]> {
  const client = await pool.connect()
  try {
    return await new Promise((resolve, reject) => {
      client.query(
        new JoinedQuery<unknown[]>([{ name, text, values }], 'array', (error, result) =>
          error ? reject(error) : resolve(result.rows),
        ),
      )
    })
  } finally {
    client.release()
  }
}

it('has the columns of a prepared statement described once, and reads every answer by them', async () => {
  const text = 'select * from described where number >= $1 order by number'
  const answers = []
  for (let turn = 0; turn < 5; turn++) answers.push(await ask('from', text, [turn % 2 ? '1' : '2']))
  const [last, both] = [
    [[2, null]],
    [
      [1, 'one'],
      [2, null],
    ],
  ]
  expect(answers).toEqual([last, both, last, both, last])
  expect(described).toBe(1)
})

it('has those of a cursor described each time: the same words fetch of another one', async () => {
  const answers = []
  for (const columns of ['number', 'number, number * 2', 'number', 'number + 1, number']) {
    await ask(undefined, 'begin')
    await ask(undefined, `declare rows cursor for select ${columns} from described order by number`)
    answers.push((await ask('fetch', 'fetch 1 from rows'))[0])
    await ask(undefined, 'rollback')
  }
  expect(answers).toEqual([[1], [1, 2], [1], [2, 1]])
})

it('is refused where the columns have become others, and never reads them as those of before', async () => {
  const text = 'select * from described order by number'
  for (let turn = 0; turn < 3; turn++) await ask('all', text)
  await test.sql('alter table described alter word type integer using length(word)')
  await expect(ask('all', text)).rejects.toThrow('cached plan must not change result type')
})

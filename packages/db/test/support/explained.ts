import pg from 'pg'
import { reachOf } from '../../src/connection/reach.ts'
import type { Statement } from '../../src/connection/statement.ts'
import type { WorkContext } from '../../src/index.ts'

/** How Postgres goes about it as the application, under row-level security: the plan's lines. */
export async function explained(
  appUrl: string,
  { text, values, isPlannedOnce }: Statement,
  context: WorkContext,
): Promise<string> {
  const client = new pg.Client({ connectionString: appUrl })
  await client.connect()
  try {
    await client.query('begin')
    const reach = reachOf(context)
    await client.query(`select set_config('app.org_ids', $1, true)`, [reach.kind === 'organizations' ? reach.list : ''])
    if (reach.kind === 'system') await client.query('set local role groundwork_system')
    if (isPlannedOnce) {
      await client.query('set local plan_cache_mode = force_generic_plan')
      await client.query('set local enable_seqscan = off')
      await client.query(`prepare asked as ${text}`)
    }
    const literals = values.map((value) => client.escapeLiteral(Array.isArray(value) ? `{${value}}` : `${value}`))
    const { rows } = await (isPlannedOnce
      ? client.query<Line>(`${explain} execute asked(${literals})`)
      : client.query<Line>(`${explain} ${text}`, [...values]))
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  } finally {
    await client.end()
  }
}

const explain = 'explain (analyze, costs off, timing off)'

interface Line {
  readonly 'QUERY PLAN': string
}

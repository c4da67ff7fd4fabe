import pg from 'pg'
import { type Bench, ceilingFinding } from '../bench.ts'
import type { Lab } from '../lab/open-lab.ts'
import { httpCaller } from '../measure/http-caller.ts'
import { quantile } from '../measure/statistics.ts'

const months = 24
const calls = 500

/** `BENCH_AUDIT_ROWS=200000` for a look. */
const rowsWanted = (isQuick: boolean) => Number(process.env.BENCH_AUDIT_ROWS) || (isQuick ? 200_000 : 10_000_000)

export const auditHistory: Bench = {
  names: ['audit-history-p95-ms'],
  about: `the history of one product over REST, p95, with 10 million audit entries of ${months} months beside it`,
  run: async (lab, { roundMs }) => {
    const rows = rowsWanted(roundMs < 1000)
    await fill(lab, rows)
    const headers = await lab.authorization()
    const api = httpCaller(lab.url)
    try {
      const history = (index: number) => {
        const id = lab.productIds[index % lab.productIds.length]
        return api.call({ path: `/api/v1/products/${id}/history/?page_size=25`, headers })
      }
      for (let index = 0; index < 100; index++) await history(index)
      const times: number[] = []
      for (let index = 0; index < calls; index++) {
        const started = performance.now()
        await history(index * 7)
        times.push(performance.now() - started)
      }
      const p95 = quantile(times, 0.95)
      return [ceilingFinding('audit-history-p95-ms', 50, p95, `${p95.toFixed(1)} ms`, `${rows} entries`)]
    } finally {
      api.close()
    }
  },
}

/** Month by month, the oldest first, as they would have come: a tenth about the lab's products, the rest about anything. */
async function fill({ ownerUrl, organization, organizations, productIds, user }: Lab, rows: number): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    for (let ago = months; ago >= 0; ago--) {
      await client.query(`select make_audit_partition((now() - make_interval(months => $1))::date)`, [ago])
      const values = [ago, Math.ceil(rows / (months + 1)), organization, organizations, productIds, user]
      await client.query(insertEntries, values)
    }
    await client.query('vacuum analyze audit_entry')
  } finally {
    await client.end()
  }
}

/** $1 months ago, $2 how many, $3 the organization, $4 all of them, $5 its products, $6 user */
const insertEntries = `
  insert into audit_entry (id, organization_id, user_id, actor_label, action_type, resource, object_id, object_repr, changes, context, created_at)
  select uuidv7(at - now()), case when n % 10 = 0 then $3::uuid else ($4::uuid[])[1 + n % array_length($4::uuid[], 1)] end, $6::uuid,
    'bench', 'UPDATE', 'product',
    case when n % 10 = 0 then ($5::text[])[1 + (n / 10) % array_length($5::text[], 1)] else md5((n / 20)::text)::uuid::text end,
    'Product ' || n, jsonb_build_object('name', jsonb_build_object('old', 'Product', 'new', 'Product ' || n)),
    '{"ip": "203.0.113.7", "requestId": "bench", "userAgent": "bench"}', at
  from generate_series(1, $2::int) n
  cross join lateral (
    select least(date_trunc('month', now() - make_interval(months => $1::int)) + n * interval '28 days' / $2::int, now()) as at
  ) as moment`

import type { UnitOfWork } from '../work/contract.ts'

/** Makes the partitions that are missing from this month on, and says how many that were. */
export async function ensureAuditPartitions(work: UnitOfWork, monthsAhead: number): Promise<number> {
  const [row] = await work.query<{ made: number }>('select ensure_audit_partitions($1) as made', [monthsAhead])
  return row?.made ?? 0
}

/** The months, as their first day, that lie wholly before the years that entries are kept; the oldest first. */
export async function expiredAuditMonths(work: UnitOfWork, years: number): Promise<string[]> {
  const rows = await work.query<{ month: string }>(
    `select month::text from (
       select to_date(substring(inhrelid::regclass::text from '\\d{4}_\\d{2}$'), 'YYYY_MM') as month
       from pg_inherits where inhparent = 'audit_entry'::regclass
     ) as partition
     where month is not null and (month + interval '1 month') at time zone 'UTC' <= now() - make_interval(years => $1)
     order by month`,
    [years],
  )
  return rows.map(({ month }) => month)
}

/** Drops one month for good and leaves in `audit_retention` where each chain stood. @throws when it is not old enough */
export async function dropAuditMonth(work: UnitOfWork, month: string, years: number): Promise<void> {
  await work.query('select drop_audit_partition($1::date, $2)', [month, years])
}

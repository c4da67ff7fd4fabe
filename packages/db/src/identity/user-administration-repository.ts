import type { UnitOfWork } from '../work/contract.ts'

/** Those who can administer everything, locked in one order. */
export async function lockActiveSuperusers(work: UnitOfWork): Promise<readonly string[]> {
  const rows = await work.query<{ id: string }>(
    'select id from app_user where is_superuser and is_active order by id for update',
  )
  return rows.map(({ id }) => id)
}

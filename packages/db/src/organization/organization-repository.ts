import type { UnitOfWork } from '../work/contract.ts'

/** Room for files, in the size the table gives by default. */
export async function insertStorageQuota(work: UnitOfWork, organization: string): Promise<void> {
  await work.query('insert into storage_quota (organization_id) values ($1) on conflict do nothing', [organization])
}

export const findOrganizationNames = (work: UnitOfWork, ids: readonly string[]) =>
  work.query<{ readonly id: string; readonly name: string }>(
    'select id, name from organization where id = any ($1::uuid[]) and deleted_at is null',
    [ids],
  )

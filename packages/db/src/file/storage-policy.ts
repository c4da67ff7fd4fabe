import type { JsonObject } from '@groundwork/domain'
import type { UnitOfWork } from '../work/contract.ts'

/** What an organization has said of its files, as it was kept. */
export interface StoredRules {
  readonly rules: JsonObject
  /** 0 while it has said nothing. */
  readonly version: number
}

export async function findStorageRules(work: UnitOfWork, organization: string): Promise<StoredRules> {
  const [row] = await work.query<StoredRules>('select rules, version from storage_policy where organization_id = $1', [
    organization,
  ])
  return row ?? { rules: {}, version: 0 }
}

export interface StorageTerms extends StoredRules {
  /** Where new bytes go; null where no move of the organization's has ever said so. */
  readonly target: string | null
}

/** All that an upload has to know of its organization before it is received. */
export async function findStorageTerms(work: UnitOfWork, organization: string): Promise<StorageTerms> {
  const [row] = await work.query<StorageTerms>(
    `select coalesce(p.rules, '{}') as rules, coalesce(p.version, 0) as version, m.target
     from (select $1::uuid as id) o left join storage_policy p on p.organization_id = o.id
       left join storage_move m on m.organization_id = o.id`,
    [organization],
  )
  return row ?? { rules: {}, version: 0, target: null }
}

/** The same rules, held until the transaction ends. */
export async function lockStorageRules(work: UnitOfWork, organization: string): Promise<StoredRules> {
  await work.query('insert into storage_policy (organization_id, version) values ($1, 0) on conflict do nothing', [
    organization,
  ])
  const [row] = await work.query<StoredRules>(
    'select rules, version from storage_policy where organization_id = $1 for update',
    [organization],
  )
  return row ?? { rules: {}, version: 0 }
}

export async function writeStorageRules(
  work: UnitOfWork,
  {
    organization,
    rules,
    by,
  }: { readonly organization: string; readonly rules: JsonObject; readonly by: string | null },
): Promise<number> {
  const [row] = await work.query<{ version: number }>(
    `update storage_policy set rules = $2::jsonb, version = version + 1, updated_at = now(), updated_by_id = $3
     where organization_id = $1 returning version`,
    [organization, JSON.stringify(rules), by],
  )
  if (!row) throw new Error(`Organization ${organization} has no storage policy`)
  return row.version
}

import type { UnitOfWork } from '../work/contract.ts'

/** Of an organization and all that lies below it; `own` is of it alone. */
export interface StorageUse {
  readonly quotaBytes: number
  readonly usedBytes: number
  readonly reservedBytes: number
  readonly ownUsedBytes: number
  /** Percent of the quota from which people are warned. */
  readonly warningThreshold: number
}

type QuotaRow = Record<
  'quota_bytes' | 'subtree_used_bytes' | 'subtree_reserved_bytes' | 'used_bytes' | 'warning_threshold',
  string | number
>

/** Every organization has a quota, from its first look or its first file on. */
export async function storageUse(work: UnitOfWork, organization: string): Promise<StorageUse> {
  const read = () =>
    work.query<QuotaRow>(
      `select quota_bytes, subtree_used_bytes, subtree_reserved_bytes, used_bytes, warning_threshold
       from storage_quota where organization_id = $1`,
      [organization],
    )
  let [row] = await read()
  if (!row) {
    await work.query('insert into storage_quota (organization_id) values ($1) on conflict do nothing', [organization])
    ;[row] = await read()
  }
  if (!row) throw new Error(`Organization ${organization} has no storage quota`)
  return {
    quotaBytes: Number(row.quota_bytes),
    usedBytes: Number(row.subtree_used_bytes),
    reservedBytes: Number(row.subtree_reserved_bytes),
    ownUsedBytes: Number(row.used_bytes),
    warningThreshold: Number(row.warning_threshold),
  }
}

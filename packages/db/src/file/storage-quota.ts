import type { UnitOfWork } from '../work/contract.ts'

/**
 * Sets bytes aside for an upload. One statement decides, so any number of uploads at once never pass the quota together.
 * False when they do not fit.
 */
export async function reserveQuota(work: UnitOfWork, organization: string, bytes: number): Promise<boolean> {
  const reserve = () =>
    work.query(
      `update storage_quota set reserved_bytes = reserved_bytes + $2
       where organization_id = $1 and used_bytes + reserved_bytes + $2 <= quota_bytes returning organization_id`,
      [organization, bytes],
    )
  if ((await reserve()).length) return true
  await work.query('insert into storage_quota (organization_id) values ($1) on conflict do nothing', [organization])
  return (await reserve()).length > 0
}

/** Ends a reservation: what was really kept counts as used. Nothing kept frees it. */
export async function settleQuota(
  work: UnitOfWork,
  organization: string,
  { reserved, kept }: { readonly reserved: number; readonly kept: number },
): Promise<void> {
  await work.query(
    `update storage_quota set reserved_bytes = greatest(reserved_bytes - $2, 0), used_bytes = used_bytes + $3
     where organization_id = $1`,
    [organization, reserved, kept],
  )
}

export interface StorageUse {
  readonly quotaBytes: number
  readonly usedBytes: number
  readonly reservedBytes: number
  /** Percent of the quota from which people are warned. */
  readonly warningThreshold: number
}

type QuotaRow = Record<'quota_bytes' | 'used_bytes' | 'reserved_bytes' | 'warning_threshold', string | number>

/** Every organization has a quota, from its first look or its first file on. */
export async function storageUse(work: UnitOfWork, organization: string): Promise<StorageUse> {
  const read = () =>
    work.query<QuotaRow>(
      'select quota_bytes, used_bytes, reserved_bytes, warning_threshold from storage_quota where organization_id = $1',
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
    usedBytes: Number(row.used_bytes),
    reservedBytes: Number(row.reserved_bytes),
    warningThreshold: Number(row.warning_threshold),
  }
}

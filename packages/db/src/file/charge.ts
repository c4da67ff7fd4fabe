import type { UnitOfWork } from '../work/contract.ts'

export interface Charge {
  readonly organization: string
  /** Bytes set aside; negative ones are given back. */
  readonly reserve?: number
  /** Bytes that count as kept from now on; negative ones no longer do. */
  readonly keep?: number
}

const path = `(select string_to_array(trim('/' from path), '/')::uuid[] from organization where id = $1::uuid)`
const chargeText = `select charge_storage($1::uuid, ${path}, $2, $3) as full_one`
const keepText = `select charge_storage($1::uuid, ${path}, 0, $2, true)`

/**
 * Counts bytes for an organization and all above it, in one statement, so any number of transfers at once never pass a quota
 * together. Their rows stay locked until the transaction ends: whoever also writes blobs does so afterwards. Null when there
 * was room; otherwise the nearest organization that has none, and nothing is changed.
 */
export async function chargeStorage(
  work: UnitOfWork,
  { organization, reserve = 0, keep = 0 }: Charge,
): Promise<string | null> {
  const [row] = await work.query<{ full_one: string | null }>(chargeText, [organization, reserve, keep])
  return row?.full_one ?? null
}

/** Counts bytes that nothing was set aside for, as the transaction commits. @throws DomainError quota_exceeded, then */
export function keepAtCommit(work: UnitOfWork, { organization, keep }: Required<Omit<Charge, 'reserve'>>): void {
  work.atCommit(keepText, [organization, keep])
}

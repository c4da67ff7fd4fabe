import { findStorageRules, type UnitOfWork } from '@groundwork/db'
import { type SettledRules, type StorageRules, settleRules, storageRules } from '@groundwork/domain'

/** What was kept passed the same schema; a rule that a later release no longer knows is left out instead of stopping every upload. */
export function readRules(kept: unknown): StorageRules {
  const whole = storageRules.safeParse(kept ?? {})
  if (whole.success) return whole.data
  const parts = Object.entries(kept as object).filter(
    ([name, rule]) => storageRules.safeParse({ [name]: rule }).success,
  )
  return storageRules.parse(Object.fromEntries(parts))
}

/** What holds for the files of an organization, its own word and the defaults behind it. */
export async function rulesOf(work: UnitOfWork, organization: string): Promise<SettledRules> {
  return settleRules(readRules((await findStorageRules(work, organization)).rules))
}

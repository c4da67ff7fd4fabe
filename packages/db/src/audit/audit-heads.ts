import type { UnitOfWork } from '../work/contract.ts'

/** How far a chain has come. */
export interface AuditHead {
  readonly chain: string
  readonly position: number
  /** Hex. */
  readonly hash: string
}

/** Any number, as long as every writer of checkpoints uses the same. */
const checkpointLock = 7_251_903_121

/** Whether this transaction alone may write checkpoints until it ends. */
export async function holdCheckpoints(work: UnitOfWork): Promise<boolean> {
  const [lock] = await work.query<{ held: boolean }>('select pg_try_advisory_xact_lock($1) as held', [checkpointLock])
  return lock?.held ?? false
}

/** The head of every chain; two index probes each, however long they are. */
export const auditHeads = (work: UnitOfWork): Promise<AuditHead[]> =>
  work.query<AuditHead>(
    `with recursive chain as (
       (select chain_id from audit_link order by chain_id limit 1)
       union all
       select (select chain_id from audit_link where chain_id > chain.chain_id order by chain_id limit 1)
       from chain where chain.chain_id is not null
     )
     select chain.chain_id as chain, head.position, encode(head.hash, 'hex') as hash
     from chain cross join lateral (
       select position, hash from audit_link where chain_id = chain.chain_id order by position desc limit 1
     ) as head
     where chain.chain_id is not null`,
  )

import type { Principal, Resource } from '@groundwork/domain'
import { type Reach, reachOf } from '../connection/reach.ts'
import type { Statement } from '../connection/statement.ts'
import type { Transaction } from '../connection/transaction.ts'
import type { SystemActor, WorkContext } from './contract.ts'

/** Who acts in a transaction, and what it reaches: both can grow by the organizations that it makes. */
export class TransactionSession {
  private current: WorkContext['actor']

  constructor(
    context: WorkContext,
    readonly transaction: Transaction,
  ) {
    this.current = context.actor
  }

  get actor(): Principal | SystemActor {
    return this.current
  }

  run(statement: Statement): Promise<unknown[][]> {
    return this.transaction.run(statement)
  }

  async reach(organization: string, like?: string): Promise<void> {
    const { current } = this
    if (current.kind === 'system' || current.isSuperuser) return
    const model = current.memberships.find((membership) => membership.organization === like)
    const joined = { role: '', attributes: {}, grants: [], ...model, organization }
    this.current = { ...current, memberships: [...current.memberships, joined] }
    await this.transaction.setReach(this.ownReach())
  }

  /** Shared by inserts into a tree; a move takes it alone. */
  async holdTree({ table }: Resource, mode: 'shared' | 'alone' = 'shared'): Promise<void> {
    const lock = mode === 'alone' ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared'
    await this.transaction.run({ text: `select ${lock}(hashtextextended($1, 0))::text`, values: [`tree of ${table}`] })
  }

  /** For what must hold for rows that the caller cannot reach: the paths below a moved node, the last child of a deleted one. */
  async beyondReach<Result>(use: () => Promise<Result>): Promise<Result> {
    await this.transaction.setReach({ kind: 'system' })
    const result = await use()
    await this.transaction.setReach(this.ownReach())
    return result
  }

  private ownReach(): Reach {
    return reachOf({ actor: this.current })
  }
}

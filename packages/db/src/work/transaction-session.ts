import { organizationsOf, type Principal, type Resource } from '@groundwork/domain'
import type { KeyedQuestion } from '../connection/gathered-reads.ts'
import { type Reach, reachOf } from '../connection/reach.ts'
import type { Statement } from '../connection/statement.ts'
import type { Transaction } from '../connection/transaction.ts'
import type { SystemActor, WorkContext } from './contract.ts'

/** One transaction, or single statements of somebody who only looks. */
export type Asking = Pick<Transaction, 'run' | 'query' | 'byKey' | 'setReach'>

/** Who acts in a transaction, and what it reaches: both can grow by the organizations that it makes. */
export class TransactionSession {
  private current: WorkContext['actor']

  constructor(
    context: WorkContext,
    private readonly asking: Asking,
  ) {
    this.current = context.actor
  }

  get actor(): Principal | SystemActor {
    return this.current
  }

  run(statement: Statement): Promise<unknown[][]> {
    return this.asking.run(statement)
  }

  byKey<Row>(question: KeyedQuestion<Row>, key: string): Promise<Row | undefined> {
    return this.asking.byKey(question, key)
  }

  async reach(organization: string, like?: string): Promise<void> {
    const { current } = this
    if (current.kind === 'system' || current.isSuperuser) return
    const model = current.memberships.find((membership) => membership.organization === like)
    const joined = { role: '', attributes: {}, grants: [], ...model, organization }
    this.current = { ...current, memberships: [...current.memberships, joined] }
    await this.asking.setReach(this.ownReach())
  }

  /** Shared by inserts into a tree; a move takes it alone. Within an organization, the trees of others go on meanwhile. */
  async holdTree({ table }: Resource, organization: unknown, mode: 'shared' | 'alone' = 'shared'): Promise<void> {
    const lock = mode === 'alone' ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared'
    const name = `tree of ${table} ${organization ?? ''}`
    await this.asking.run({ text: `select ${lock}(hashtextextended($1, 0))::text`, values: [name] })
  }

  /** For what must hold for rows that the caller cannot reach: the paths below a moved node, the last child of a deleted one. */
  async beyondReach<Result>(use: () => Promise<Result>): Promise<Result> {
    const own = this.ownReach()
    if (own.kind === 'system') return use()
    await this.asking.setReach({ kind: 'system' })
    const [outcome] = await Promise.allSettled([use()])
    const [back] = await Promise.allSettled([this.asking.setReach(own)])
    if (outcome.status === 'rejected') throw outcome.reason
    if (back.status === 'rejected') throw back.reason
    return outcome.value
  }

  /** Whether row-level security lets the actor write about this organization. */
  reaches(organization: string | null): boolean {
    const { current } = this
    if (organization === null || current.kind === 'system' || current.isSuperuser) return true
    return organizationsOf(current).includes(organization)
  }

  /** For the journal of what was done beyond the actor's reach, once nothing else follows. */
  async reachEverything(): Promise<void> {
    await this.asking.setReach({ kind: 'system' })
  }

  private ownReach(): Reach {
    return reachOf({ actor: this.current })
  }
}

import type { Resource } from '@groundwork/domain'
import type { Parameters } from '../connection/statement.ts'
import { castOf } from '../query/row.ts'
import { tableOf } from '../query/table.ts'
import type { Reference } from './references.ts'

/** Rows that are gone, or about to be. */
export interface Removed {
  readonly resource: Resource
  readonly keys: readonly string[]
  /** Whose they are, where they belong to organizations: nothing elsewhere refers to them. */
  readonly organizations: readonly string[]
  /** Nothing may go or change with them: each that refers to them is in the way. */
  readonly isAlone?: true | undefined
}

/** The rows `alias` that refer to what is removed, as far as the deletion concerns them. */
export function usersCondition(
  reference: Reference,
  removed: Removed,
  { alias, parameters }: { readonly alias: string; readonly parameters: Parameters },
): string {
  const { owner, column, staysInOrganization } = reference
  const { organization } = tableOf(owner)
  const keys = parameters.param(removed.keys, `${castOf[column.kind]}[]`)
  const conditions = [`${alias}.${column.name} = any(${keys})`]
  if (staysInOrganization && organization) {
    conditions.push(`${alias}.${organization.name} = any(${parameters.param(removed.organizations, 'uuid[]')})`)
  }
  if (isAmongLive(reference)) conditions.push(`${alias}.deleted_at is null`)
  return conditions.join(' and ')
}

/**
 * A row in the trash needs nothing, as long as what it needed is only put in the trash as well. An emptied reference is emptied
 * there too: the row may come back, and should not lead to what is gone.
 */
const isAmongLive = ({ owner, target, onDelete }: Reference) =>
  owner.softDelete === true && onDelete !== 'clear' && (target.softDelete === true || onDelete === 'cascade')

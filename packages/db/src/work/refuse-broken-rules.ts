import { DomainError, type Resource } from '@groundwork/domain'
import type { Row } from '../query/row.ts'

/**
 * Judges a row as it stands after the write: a rule is about several fields, of which a caller may have sent one.
 *
 * @throws DomainError invalid, with each broken rule on its field
 */
export function refuseBrokenRules({ rules = [] }: Resource, row: Row): void {
  const [first, ...more] = rules.filter(({ isBroken }) => isBroken(row))
  if (!first) return
  throw new DomainError('invalid', first.message, {
    reason: 'broken_rule',
    fields: Object.fromEntries([first, ...more].map(({ field, message }) => [field, [message]])),
  })
}

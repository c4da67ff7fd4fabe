import { invalidField } from '../error/domain-error.ts'
import { parseFilter } from '../filter/parse-filter.ts'
import { grantSubjects } from './grant-subjects.ts'
import type { Grant } from './principal.ts'

/**
 * A grant as it may be stored: of a subject that exists, for an action it knows, on fields that it has, with a rule as the
 * filter language says it.
 *
 * @throws DomainError invalid, with the path of the fault: `grants.3.action`, `grants.3.where.and.0.value`
 */
export function parseGrant(grant: Grant, at = 'grant'): Grant {
  const { resource: name, action, fields, where } = grant
  const subjects = grantSubjects().filter((subject) => name === '*' || subject.name === name)
  if (!subjects.length) throw invalidField(`${at}.resource`, 'There is no such resource')
  if (action !== '*' && !subjects.some(({ actions }) => actions.includes(action))) {
    const known = [...new Set(subjects.flatMap(({ actions }) => actions))]
    throw invalidField(`${at}.action`, `Expected * or one of ${known.join(', ')}`)
  }
  if (!fields && !where) return grant

  const resource = name === '*' ? undefined : subjects[0]?.resource
  if (!resource) throw invalidField(`${at}.${where ? 'where' : 'fields'}`, 'Rules and fields belong to one resource')
  const unknown = fields?.findIndex((field) => !resource.columns.includes(field)) ?? -1
  if (unknown >= 0) throw invalidField(`${at}.fields.${unknown}`, `A ${resource.label} has no such field`)
  return where
    ? { ...grant, where: parseFilter(where, resource, { readable: 'all', isRule: true, at: `${at}.where` }) }
    : grant
}

/** The grants of a role or key; each error's path begins with `grants` and the grant's place. */
export const parseGrants = (grants: readonly Grant[]): Grant[] =>
  grants.map((grant, index) => parseGrant(grant, `grants.${index}`))

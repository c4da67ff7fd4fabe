import { auditActionTypes, auditedKinds, type Filter, invalidField } from '@groundwork/domain'
import { catalogue } from '@groundwork/services'
import { z } from 'zod'
import type { PlainParameters } from '../rest/list-page.ts'
import { resourceRoutes } from '../rest/resource-routes.ts'

/** The seed's own words for what people look for, besides the fields themselves. */
const parameters: PlainParameters = {
  action: (value) => ({ field: 'actionType', op: 'eq', value: readAction(value) }),
  resource: (value) => ({ field: 'resource', op: 'eq', value: readKind(value) }),
  created_after: (value) => createdAt('created_after', 'gte', value),
  created_before: (value) => createdAt('created_before', 'lte', value),
}

/** The audit trail over REST: read and nothing else. */
export const auditRoutes = resourceRoutes(catalogue.auditEntry, ['list', 'get'], parameters)

/** In whatever case. A word that is none would otherwise look like a quiet trail. */
function readAction(value: string): string {
  const action = value.toUpperCase()
  if ((auditActionTypes as readonly string[]).includes(action)) return action
  throw invalidField('action', `Expected one of ${auditActionTypes.join(', ')}`, 'unknown_action')
}

function readKind(value: string): string {
  if (auditedKinds().includes(value)) return value
  throw invalidField('resource', `Expected one of ${auditedKinds().join(', ')}`, 'unknown_resource')
}

const moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })])

function createdAt(name: string, op: 'gte' | 'lte', value: string): Filter {
  // A plus sign in an address means a space unless it is escaped, and a day means its first moment.
  const read = moment.safeParse(value.replace(' ', '+'))
  if (!read.success) throw invalidField(name, 'Expected a day or a moment, as 2026-11-21 or 2026-11-21T08:00:00Z')
  return { field: 'createdAt', op, value: new Date(read.data).toISOString() }
}

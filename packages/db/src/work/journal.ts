import {
  type AuditChanges,
  type DomainEvent,
  type JsonObject,
  type Principal,
  type Resource,
  topicOf,
} from '@groundwork/domain'
import { v7 } from 'uuid'
import type { Statement } from '../connection/statement.ts'
import { type AuditRecord, personBehind, type RequestOrigin, type SystemActor, type WorkContext } from './contract.ts'

export interface WrittenChange {
  readonly resource: Resource
  readonly organization: string | null
  readonly objectId: string
  readonly objectRepr: string
  readonly changes: AuditChanges
  /** `created`, `updated`, `deleted`, `restored`, or the service's own word. */
  readonly event: string
  readonly payload: JsonObject
}

/**
 * What a unit of work has to tell: audit entries and events. They are written by the last statements before the commit, so
 * that there is never a change without its entry nor an entry without its change.
 */
export class Journal {
  private readonly statements: Statement[] = []

  constructor(private readonly context: WorkContext) {}

  get pending(): readonly Statement[] {
    return this.statements
  }

  get hasEvents(): boolean {
    return this.statements.some(({ text }) => text !== auditText)
  }

  /** One statement for both rows of one change. */
  change(change: WrittenChange): void {
    const { resource, organization, objectId, event, payload } = change
    const audit = auditValues(this.context, { ...change, action: event, resource: resource.name, details: {} })
    const told = [v7(), organization, topicOf(resource.name, event), resource.name, objectId, JSON.stringify(payload)]
    this.statements.push({ text: changeText, values: [...audit, ...told] })
  }

  record({ resource, changes = {}, details = {}, ...entry }: AuditRecord): void {
    const name = typeof resource === 'string' ? resource : resource.name
    this.statements.push({
      text: auditText,
      values: auditValues(this.context, { ...entry, resource: name, changes, details }),
    })
  }

  emit({ topic, organization, resource, objectId, payload }: Omit<DomainEvent, 'id' | 'createdAt'>): string {
    const id = v7()
    this.statements.push({
      text: eventText,
      values: [id, organization, topic, resource, objectId, JSON.stringify(payload)],
    })
    return id
  }
}

const auditColumns =
  'id, organization_id, actor_user_id, actor_api_key_id, actor_label, action, resource, object_id, object_repr, changes, context'
const auditText = `insert into audit_entry (${auditColumns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`
const eventColumns = 'id, organization_id, topic, resource, object_id, payload'
const eventText = `insert into outbox_event (${eventColumns}) values ($1, $2, $3, $4, $5, $6)`
const changeText = `with entry as (${auditText}) insert into outbox_event (${eventColumns}) values ($12, $13, $14, $15, $16, $17)`

interface AuditLine {
  readonly organization: string | null
  readonly action: string
  readonly resource: string
  readonly objectId: string | null
  readonly objectRepr: string
  readonly changes: AuditChanges
  readonly details: JsonObject
}

function auditValues({ actor, origin = {} }: WorkContext, line: AuditLine): unknown[] {
  const { organization, action, resource, objectId, objectRepr, changes, details } = line
  return [
    v7(),
    organization,
    personBehind(actor)?.userId ?? null,
    personBehind(actor)?.apiKeyId ?? null,
    labelOf(actor),
    action,
    resource,
    objectId,
    objectRepr,
    JSON.stringify(changes),
    contextOf(actor, origin, details),
  ]
}

function labelOf(actor: Principal | SystemActor): string {
  if (actor.kind !== 'system') return actor.username
  return actor.onBehalfOf?.username ?? `system: ${actor.reason}`
}

function contextOf(actor: Principal | SystemActor, origin: RequestOrigin, details: JsonObject): string {
  const { requestId, ip, userAgent } = origin
  const power = powerOf(actor)
  return JSON.stringify({ requestId, ip, userAgent, ...power, ...details })
}

/** Every use of more than one's own grants stands in the trail. */
function powerOf(actor: Principal | SystemActor): JsonObject {
  if (actor.kind === 'system') return actor.onBehalfOf ? { reason: actor.reason } : {}
  return actor.isSuperuser ? { asSuperuser: true } : {}
}

import type { DomainEvent } from '@groundwork/domain'

export interface EventRow {
  readonly id: string
  readonly topic: string
  readonly organization_id: string | null
  readonly resource: string
  readonly object_id: string
  readonly payload: DomainEvent['payload']
  readonly created_at: string
}

export const eventColumns = 'id, topic, organization_id, resource, object_id, payload, created_at'

export const toEvent = (row: EventRow): DomainEvent => ({
  id: row.id,
  topic: row.topic,
  organization: row.organization_id,
  resource: row.resource,
  objectId: row.object_id,
  payload: row.payload,
  createdAt: row.created_at,
})

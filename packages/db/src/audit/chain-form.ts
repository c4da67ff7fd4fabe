import { hash } from 'node:crypto'

/** The chain of the entries that belong to no organization. */
export const unownedChain = '00000000-0000-0000-0000-000000000000'

/** Which chain the entry `e` belongs to, in SQL. */
export const chainOf = `coalesce(e.organization_id, '${unownedChain}')`

/**
 * The canonical form of the entry `e`, in SQL: one JSON array of all its columns as Postgres prints jsonb, which sorts the
 * keys of objects and prints numbers and texts in one way only. Moments are UTC with milliseconds.
 */
export const canonicalForm = `jsonb_build_array(e.id, e.organization_id, e.user_id, e.api_key_id, e.actor_label, e.action_type, e.resource,
  e.object_id, e.object_repr, e.changes, e.context, to_char(e.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))::text`

/** What `digestOf` makes of it, as hex. In SQL, so that the sequencer need not be sent what it only wants the digest of. */
export const digestForm = `encode(sha256(convert_to(${canonicalForm}, 'UTF8')), 'hex')`

/** In front of the first link of every chain. */
export const genesis = Buffer.alloc(32)

export const digestOf = (canonical: string): Buffer => hash('sha256', canonical, 'buffer')

export const linkHash = (previous: Uint8Array, digest: Uint8Array): Buffer =>
  hash('sha256', Buffer.concat([previous, digest]), 'buffer')

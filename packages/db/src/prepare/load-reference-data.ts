import { seededRoles } from '@groundwork/domain'
import type pg from 'pg'
import { v7 } from 'uuid'
import { loadReferenceSet } from './load-reference-set.ts'
import { referenceSets } from './reference-sets.ts'

/**
 * Brings reference data and seeded roles up to this release, by key. Local changes are never overwritten: a row that nobody
 * has edited yet, its version tells, follows the release; any other stays as it is.
 */
export async function loadReferenceData(owner: pg.Client): Promise<void> {
  for (const set of referenceSets) await loadReferenceSet(owner, set)
  await owner.query(
    `insert into role (id, slug, name, description, grants, is_seeded)
     select given.*, true from jsonb_to_recordset($1) as given(id uuid, slug text, name text, description text, grants jsonb)
     on conflict (organization_id, slug) do update
       set name = excluded.name, description = excluded.description, grants = excluded.grants
       where role.is_seeded and role.version = 1
         and (role.name, role.description, role.grants) is distinct from (excluded.name, excluded.description, excluded.grants)`,
    [JSON.stringify(seededRoles.map((role) => ({ id: v7(), ...role })))],
  )
}

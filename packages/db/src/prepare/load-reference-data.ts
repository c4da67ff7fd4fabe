import { seededRoles } from '@groundwork/domain'
import type pg from 'pg'
import { v7 } from 'uuid'
import { organizationTypes, unitsOfMeasure } from './reference-data.ts'

/**
 * Adds what is missing by key. Rows that are there stay as they are: local changes are never overwritten. A seeded role that
 * nobody has edited yet, its version tells, follows what this release seeds.
 */
export async function loadReferenceData(owner: pg.Client): Promise<void> {
  await owner.query(
    `insert into organization_type (name, description)
     select * from jsonb_to_recordset($1) as given(name text, description text) on conflict do nothing`,
    [JSON.stringify(organizationTypes)],
  )
  await owner.query(
    `insert into unit_of_measure (code, name, uom_type, symbol)
     select * from jsonb_to_recordset($1) as given(code text, name text, uom_type text, symbol text)
     on conflict do nothing`,
    [JSON.stringify(unitsOfMeasure)],
  )
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

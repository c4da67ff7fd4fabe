-- Whoever owns the tables may be bound by their policies; here all rows are to be seen.
alter table role no force row level security;
alter table audit_entry no force row level security;
-- Whose a file is says `createdBy` (decision 055), which of what came through a link is the link's maker. Roles and keys that are limited
-- to fields of files and name who uploaded them were to show whose they are: they name the owner as well. It is told, and roles get a
-- version of their own, as of the migration that changed what "own" means.
create function owner_among_fields(grants jsonb) returns jsonb language sql immutable as $$
  select jsonb_agg(case when g->>'resource' = 'file' and g->'fields' ? 'uploadedBy' and not g->'fields' ? 'createdBy'
      then jsonb_set(g, '{fields}', g->'fields' || '"createdBy"') else g end order by place)
    from jsonb_array_elements(grants) with ordinality given(g, place)
$$;
with changed as materialized (
  select 'role' as resource, id, organization_id, name as repr, grants as old, owner_among_fields(grants) as new from role
  union all
  select 'apiKey', id, organization_id, format('%s (%s)', name, prefix), grants, owner_among_fields(grants)
    from api_key where jsonb_typeof(grants) = 'array' and revoked_at is null
), rewritten as (
  update role r set grants = c.new, version = r.version + 1, updated_at = now(), updated_by_id = null
    from changed c where c.id = r.id and c.resource = 'role' and c.new <> c.old
), limited as (
  update api_key k set grants = c.new from changed c where c.id = k.id and c.resource = 'apiKey' and c.new <> c.old
), entry as (
  insert into audit_entry (id, organization_id, actor_label, action_type, resource, object_id, object_repr, changes)
    select gen_random_uuid(), organization_id, 'system: who sees who uploaded a file sees whose it is', 'PERMISSION_CHANGE', resource, id::text,
      repr, jsonb_build_object('grants', jsonb_build_object('old', old, 'new', new))
    from changed where new <> old returning id, created_at
)
insert into audit_pending (entry_id, entry_created_at) select id, created_at from entry;
drop function owner_among_fields;
alter table audit_entry force row level security;
alter table role force row level security;
-- Always last: tells a resumed run that this migration is whole.
comment on table organization is '20261123020000_owner_among_fields';

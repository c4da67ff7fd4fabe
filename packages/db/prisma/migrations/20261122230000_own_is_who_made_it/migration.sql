-- Whoever owns the tables may be bound by their policies; here all rows are to be seen.
alter table role no force row level security;
alter table audit_entry no force row level security;
-- A file is the own of whoever made it (decision 055), which of one that came through a link is the link's maker. Roles went by who uploaded
-- it, who is nobody then. Nobody loses by that: whoever is said to have uploaded a file has made it. The rule is looked for as jsonb spells
-- it, wherever it stands in a grant on files; any other on who uploaded is what somebody wrote, and stays. A role that follows the release
-- still does; a change of any other is told, and has a version of its own, so that nobody who had it open saves the rule of before over it.
-- Keys that were given such a right are held to it as well as to their holder's: theirs goes with it.
create function own_files_in(grants jsonb) returns jsonb language sql immutable as $$
  select jsonb_agg(case when g->>'resource' = 'file' then replace(g::text,
      '{"op": "eq", "field": "uploadedBy", "value": "$principal.userId"}',
      '{"op": "eq", "field": "createdBy", "value": "$principal.userId"}')::jsonb else g end order by place)
    from jsonb_array_elements(grants) with ordinality given(g, place)
$$;
with changed as materialized (
  select 'role' as resource, id, organization_id, name as repr, is_seeded and version = 1 as follows, grants as old, own_files_in(grants) as new
    from role
  union all
  select 'apiKey', id, organization_id, format('%s (%s)', name, prefix), false, grants, own_files_in(grants)
    from api_key where jsonb_typeof(grants) = 'array' and revoked_at is null
), settled as (
  update role r set grants = c.new from changed c where c.id = r.id and c.resource = 'role' and c.new <> c.old and c.follows
), rewritten as (
  update role r set grants = c.new, version = r.version + 1, updated_at = now(), updated_by_id = null
    from changed c where c.id = r.id and c.resource = 'role' and c.new <> c.old and not c.follows
), limited as (
  update api_key k set grants = c.new from changed c where c.id = k.id and c.resource = 'apiKey' and c.new <> c.old
), entry as (
  insert into audit_entry (id, organization_id, actor_label, action_type, resource, object_id, object_repr, changes)
    select gen_random_uuid(), organization_id, 'system: a file is the own of whoever made it', 'PERMISSION_CHANGE', resource, id::text, repr,
      jsonb_build_object('grants', jsonb_build_object('old', old, 'new', new))
    from changed where new <> old and not follows returning id, created_at
)
insert into audit_pending (entry_id, entry_created_at) select id, created_at from entry;
drop function own_files_in;
alter table audit_entry force row level security;
alter table role force row level security;
-- Always last: tells a resumed run that this migration is whole.
comment on table organization is '20261122230000_own_is_who_made_it';

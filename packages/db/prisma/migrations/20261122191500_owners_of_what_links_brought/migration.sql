-- Whoever owns the tables may be bound by their policies; here all rows are to be seen. The trail last, as everybody who writes.
alter table file_link no force row level security;
alter table folder no force row level security;
alter table file no force row level security;
alter table audit_entry no force row level security;
-- What the entries of the trail say of themselves the planner takes to be of a handful of rows, and would look through all of them for each file.
set local enable_nestloop = off;
-- What came through an upload-only link becomes the own of whoever made the link, as all that comes since decision 055. The entry of a
-- file's arrival names the link, and so does that of a folder's making; of whom neither says so, nothing is known, and they stay as they are.
-- A link that is gone with its folder is still in the trail, with who made it. What changes hands is told there as well.
with brought as materialized (
  select 'file' as resource, f.organization_id, f.id, f.original_filename as name, substr(a.context->>'createdVia', 6) as link
    from file f join audit_entry a on a.organization_id = f.organization_id and a.resource = 'file' and a.object_id = f.id::text
      and a.action_type = 'UPLOAD' and a.context->>'createdVia' ~ '^link [0-9a-f-]{36}$'
    where f.created_by_id is null
  union
  select 'folder', d.organization_id, d.id, d.name, a.context->>'link'
    from folder d join audit_entry a on a.organization_id = d.organization_id and a.resource = 'folder' and a.object_id = d.id::text
      and a.action_type = 'CREATE' and a.context->>'link' ~ '^[0-9a-f-]{36}$'
    where d.created_by_id is null
), assigned as materialized (
  select distinct on (a.organization_id, a.context->>'link') a.organization_id, a.context->>'link' as link, a.user_id
    from audit_entry a where a.action_type = 'PERMISSION_ASSIGN' and a.context->>'kind' = 'upload'
    order by a.organization_id, a.context->>'link', a.created_at
), maker as materialized (
  select l.organization_id, l.link, u.id
    from (select distinct organization_id, link from brought) l
    left join file_link k on k.organization_id = l.organization_id and k.id::text = l.link
    left join assigned a on a.organization_id = l.organization_id and a.link = l.link
    join app_user u on u.id = coalesce(k.created_by_id, a.user_id)
), owned as materialized (
  select b.*, m.id as owner from brought b join maker m using (organization_id, link)
), folders as (
  update folder d set created_by_id = o.owner from owned o
    where o.resource = 'folder' and d.organization_id = o.organization_id and d.id = o.id
), files as (
  update file f set created_by_id = o.owner from owned o
    where o.resource = 'file' and f.organization_id = o.organization_id and f.id = o.id
), entry as (
  insert into audit_entry (id, organization_id, actor_label, action_type, resource, object_id, object_repr, changes, context)
    select gen_random_uuid(), organization_id, 'system: what came through a link is its maker''s own', 'UPDATE', resource, id::text, name,
      jsonb_build_object('createdBy', jsonb_build_object('old', null, 'new', owner)), jsonb_build_object('createdVia', 'link ' || link)
    from owned returning id, created_at
)
insert into audit_pending (entry_id, entry_created_at) select id, created_at from entry;
alter table audit_entry force row level security;
alter table file force row level security;
alter table folder force row level security;
alter table file_link force row level security;
-- Always last: tells a resumed run that this migration is whole.
comment on table organization is '20261122191500_owners_of_what_links_brought';

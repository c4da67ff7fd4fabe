-- Most writes change neither tags nor custom fields: these end after one look, whose plan is kept. What is executed by its text is planned
-- each time, which cost an update of one row three times what the row itself does.
create or replace function keep_marks_of_new() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  if not exists (select from added where tags <> '{}' or custom_fields <> '{}') then
    return null;
  end if;
  execute format(
    'insert into row_mark (organization_id, resource, name, value, row_id)
     select n.%I, %L, m.name, m.value, n.id from added n cross join lateral public.marks_of(n.tags, n.custom_fields) m',
    tg_argv[1], tg_argv[0]);
  return null;
end $$;
create or replace function keep_marks_of_changed() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  -- Not by a join: the plan that is kept was made for the rows of the first write, and for one row a join is nested loops.
  if not exists (select id, tags, custom_fields from after except select id, tags, custom_fields from before) then
    return null;
  end if;
  execute
    'delete from row_mark k using before b join after a on a.id = b.id where k.row_id = b.id
       and (a.tags, a.custom_fields) is distinct from (b.tags, b.custom_fields)
       and not exists (select from public.marks_of(a.tags, a.custom_fields) m where m.name = k.name and m.value = k.value)';
  execute format(
    'insert into row_mark (organization_id, resource, name, value, row_id)
     select a.%I, %L, m.name, m.value, a.id from before b join after a on a.id = b.id
       cross join lateral public.marks_of(a.tags, a.custom_fields) m
     where (a.tags, a.custom_fields) is distinct from (b.tags, b.custom_fields) on conflict do nothing',
    tg_argv[1], tg_argv[0]);
  return null;
end $$;
-- Always last: tells a resumed run that this migration is whole.
comment on table organization is '20261122010000_marks_of_what_changed';

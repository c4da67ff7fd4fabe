-- A membership and an invitation name a role of their own organization, or one that is everybody's. A composite foreign key
-- cannot say so, and a plain one ignores policies: it would take another organization's role, and tell that it exists. The
-- trigger looks through the policies of whoever writes, and refuses in the foreign key's name.
create function refuse_foreign_role() returns trigger
language plpgsql set search_path = pg_catalog, public as $$
begin
  if exists (
    select from role where id = new.role_id and (organization_id is null or organization_id = new.organization_id)
  ) then
    return new;
  end if;
  raise exception 'no such role' using
    errcode = 'foreign_key_violation', constraint = tg_name, table = tg_table_name, schema = tg_table_schema;
end $$;

create trigger membership_role_id_fkey before insert or update of role_id, organization_id on membership
  for each row execute function refuse_foreign_role();
create trigger invitation_role_id_fkey before insert or update of role_id, organization_id on invitation
  for each row execute function refuse_foreign_role();

-- Always last: tells a resumed run that this migration is whole.
comment on table organization is '20261121060900_role_of_membership';

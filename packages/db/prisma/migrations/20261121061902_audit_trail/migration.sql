-- The audit trail by months. Prisma cannot say partitions, so the table is made anew and its rows are taken over.
alter table audit_entry rename to audit_entry_old;
-- Else an owner who is no superuser would not see the rows to take over.
alter table audit_entry_old no force row level security;
alter table audit_entry_old rename constraint audit_entry_pkey to audit_entry_old_pkey;
drop index audit_entry_organization_id_resource_object_id_created_at_idx;
drop index audit_entry_organization_id_created_at_id_idx;
drop trigger append_only on audit_entry_old;
drop trigger append_only_truncate on audit_entry_old;

create table audit_entry (
  id uuid not null,
  organization_id uuid,
  user_id uuid,
  api_key_id uuid,
  actor_label text not null,
  action_type text not null,
  resource text not null,
  object_id text,
  object_repr text not null,
  changes jsonb not null default '{}',
  context jsonb not null default '{}',
  created_at timestamptz(3) not null default current_timestamp,

  constraint audit_entry_pkey primary key (id, created_at),
  constraint audit_entry_action_type_check check (action_type in (
    'CREATE', 'UPDATE', 'DELETE', 'RESTORE', 'MOVE', 'LOGIN_SUCCESS',
    'LOGIN_FAILED', 'LOGOUT', 'SESSION_REVOKE', 'TOKEN_REUSE', 'PASSWORD_CHANGE', 'PASSWORD_RESET_REQUEST',
    'PASSWORD_RESET', 'SECOND_FACTOR_ENABLE', 'SECOND_FACTOR_DISABLE', 'BACKUP_CODE_USED', 'BACKUP_CODES_RENEW', 'API_KEY_CREATE',
    'API_KEY_ROTATE', 'API_KEY_REVOKE', 'USER_ACTIVATE', 'USER_DEACTIVATE', 'INVITE', 'INVITE_RESEND',
    'INVITE_REVOKE', 'ACCEPT', 'PERMISSION_ASSIGN', 'PERMISSION_REVOKE', 'PERMISSION_CHANGE', 'VIEW_AS',
    'UPLOAD', 'SCAN', 'VIEW', 'DOWNLOAD', 'SIGNED_URL_GENERATED', 'EXPORT'))
) partition by range (created_at);

create index audit_entry_object_idx on audit_entry (organization_id, resource, object_id, created_at, id);
create index audit_entry_organization_id_created_at_id_idx on audit_entry (organization_id, created_at, id);
create index audit_entry_organization_id_user_id_created_at_id_idx on audit_entry (organization_id, user_id, created_at, id);
create index audit_entry_organization_id_action_type_created_at_id_idx on audit_entry (organization_id, action_type, created_at, id);
create index audit_entry_created_at_id_idx on audit_entry (created_at, id);

create table audit_pending (
  entry_id uuid not null,
  entry_created_at timestamptz(3) not null,

  constraint audit_pending_pkey primary key (entry_id)
);

create table audit_link (
  chain_id uuid not null,
  position bigint not null,
  entry_id uuid not null,
  entry_created_at timestamptz(3) not null,
  digest bytea not null,
  hash bytea not null,

  constraint audit_link_pkey primary key (chain_id, position)
);
create unique index audit_link_entry_id_key on audit_link (entry_id);

create table audit_retention (
  partition text not null,
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  entries bigint not null,
  heads jsonb not null,
  dropped_at timestamptz(3) not null default current_timestamp,

  constraint audit_retention_pkey primary key (partition)
);

-- ---------------------------------------------------------------------------------------------------------------------
-- Who may do what.
-- ---------------------------------------------------------------------------------------------------------------------

select protect_tenant_table('audit_entry');
alter policy tenant_isolation on audit_entry
  with check (organization_id is null or organization_id = any ((select nullif(current_setting('app.org_ids', true), '')::uuid[])::uuid[]));
revoke update, delete on audit_entry from groundwork_app, groundwork_system;

-- The chain names no organization's rows and belongs to the system. Not forced: the functions below act as its owner.
alter table audit_pending enable row level security;
alter table audit_link enable row level security;
alter table audit_retention enable row level security;
create policy waits on audit_pending for insert to groundwork_app with check (true);
create policy system_access on audit_pending for all to groundwork_system using (true) with check (true);
create policy system_access on audit_link for all to groundwork_system using (true) with check (true);
create policy system_access on audit_retention for select to groundwork_system using (true);
grant insert on audit_pending to groundwork_app;
grant select, insert, delete on audit_pending to groundwork_system;
grant select, insert on audit_link to groundwork_system;
grant select on audit_retention to groundwork_system;

-- Append-only for everybody, superusers included: they can switch triggers off, but not change an entry by mistake.
create or replace function refuse_audit_change() returns trigger
language plpgsql set search_path = pg_catalog as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger append_only before update or delete on audit_entry for each row execute function refuse_audit_change();
create trigger append_only_truncate before truncate on audit_entry execute function refuse_audit_change();
create trigger append_only before update or delete on audit_link for each row execute function refuse_audit_change();
create trigger append_only_truncate before truncate on audit_link execute function refuse_audit_change();
create trigger append_only before update or delete on audit_retention for each row execute function refuse_audit_change();
create trigger append_only_truncate before truncate on audit_retention execute function refuse_audit_change();

-- ---------------------------------------------------------------------------------------------------------------------
-- Partitions: audit_entry_2026_11 holds November 2026 in UTC. Reached through audit_entry alone: nobody but their owner has
-- rights on them, and without a policy they are closed to everybody who might.
-- ---------------------------------------------------------------------------------------------------------------------

create function protect_audit_partition(partition regclass) returns void
language plpgsql set search_path = pg_catalog, public as $$
begin
  execute format('alter table %s enable row level security', partition);
  execute format('alter table %s force row level security', partition);
  execute format('create trigger append_only_truncate before truncate on %s execute function public.refuse_audit_change()', partition);
end $$;

-- Says whether it made one. A month whose rows lie in the default partition already stays there.
create function make_audit_partition(month date) returns boolean
language plpgsql set search_path = pg_catalog, public as $$
declare
  starts_at timestamp := date_trunc('month', month::timestamp);
  partition text := 'audit_entry_' || to_char(starts_at, 'YYYY_MM');
begin
  if to_regclass('public.' || partition) is not null then
    return false;
  end if;
  execute format(
    'create table public.%I partition of public.audit_entry for values from (%L) to (%L)',
    partition, starts_at at time zone 'UTC', (starts_at + interval '1 month') at time zone 'UTC');
  perform public.protect_audit_partition(('public.' || partition)::regclass);
  return true;
exception when check_violation then
  raise warning 'the entries of % lie in the default partition of the audit trail', partition;
  return false;
end $$;

-- A month is made or dropped under a lock that every writer of the trail waits behind. While somebody reads it for long, as a
-- backup does, it is given up rather than waited for, and tried again later.

-- Makes what is missing of the current month and those that follow, and says how many that were.
create function ensure_audit_partitions(months_ahead integer) returns integer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set lock_timeout = '2s' as $$
declare
  made integer := 0;
  month date;
begin
  if months_ahead not between 0 and 60 then
    raise exception 'between 0 and 60 months ahead' using errcode = 'invalid_parameter_value';
  end if;
  perform pg_advisory_xact_lock(hashtext('ensure_audit_partitions'));
  for month in
    select generate_series(date_trunc('month', now() at time zone 'UTC'),
      date_trunc('month', now() at time zone 'UTC') + make_interval(months => months_ahead), interval '1 month')::date
  loop
    if public.make_audit_partition(month) then
      made := made + 1;
    end if;
  end loop;
  return made;
end $$;

-- Drops one whole month that is older than the years given, never younger than a year, and only once all of it is in the chain.
-- Writes down where each chain stood.
create function drop_audit_partition(month date, older_than_years integer) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set lock_timeout = '2s' as $$
declare
  month_start timestamp := date_trunc('month', month::timestamp);
  starts timestamptz := month_start at time zone 'UTC';
  ends timestamptz := (month_start + interval '1 month') at time zone 'UTC';
  name text := 'audit_entry_' || to_char(month_start, 'YYYY_MM');
  counted bigint;
  reached jsonb;
  recorded public.audit_retention;
begin
  if older_than_years is null or older_than_years < 1 or ends > now() - make_interval(years => older_than_years) then
    raise exception '% is not old enough to be dropped', name using errcode = 'insufficient_privilege';
  end if;
  if to_regclass('public.' || name) is null then
    raise exception 'there is no partition %', name using errcode = 'undefined_table';
  end if;
  if exists (select from public.audit_pending where entry_created_at >= starts and entry_created_at < ends) then
    raise exception 'entries of % wait for their place in the chain', name using errcode = 'object_not_in_prerequisite_state';
  end if;
  execute format('alter table public.%I no force row level security', name);
  execute format('select count(*) from public.%I', name) into counted;
  select coalesce(jsonb_object_agg(chain_id, jsonb_build_object('position', position, 'hash', encode(hash, 'hex'))), '{}')
    into reached
    from (
      select distinct on (chain_id) chain_id, position, hash from public.audit_link
      where entry_created_at >= starts and entry_created_at < ends order by chain_id, position desc
    ) as last_links;
  execute format('drop table public.%I', name);
  insert into public.audit_retention (partition, starts_at, ends_at, entries, heads)
    values (name, starts, ends, counted, reached) returning * into recorded;
  return to_jsonb(recorded);
end $$;

revoke execute on function protect_audit_partition, make_audit_partition, ensure_audit_partitions, drop_audit_partition from public;
grant execute on function ensure_audit_partitions, drop_audit_partition to groundwork_system;

-- A net below them all: an entry of an unforeseen time is kept all the same.
create table audit_entry_default partition of audit_entry default;
select protect_audit_partition('audit_entry_default');
select make_audit_partition(month::date) from (
  select generate_series(date_trunc('month', min(created_at) at time zone 'UTC'), now() at time zone 'UTC', interval '1 month') as month
  from audit_entry_old
) as months;
select ensure_audit_partitions(6);

-- ---------------------------------------------------------------------------------------------------------------------
-- The entries there are, in the words of today; all wait for their place in the chain.
-- ---------------------------------------------------------------------------------------------------------------------

alter table audit_entry no force row level security;
insert into audit_entry (id, organization_id, user_id, api_key_id, actor_label, action_type, resource, object_id, object_repr, changes, context, created_at)
select id, organization_id, actor_user_id, actor_api_key_id, actor_label,
  case
    when resource = 'membership' and action = 'created' then 'PERMISSION_ASSIGN'
    when resource = 'membership' and action = 'deleted' then 'PERMISSION_REVOKE'
    when resource = 'membership' and action = 'updated' then 'PERMISSION_CHANGE'
    when resource = 'role' and action = 'updated' and changes ? 'grants' then 'PERMISSION_CHANGE'
    when resource = 'apiKey' and action = 'created' then 'API_KEY_CREATE'
    when resource = 'apiKey' and action = 'revoked' then 'API_KEY_REVOKE'
    when resource = 'session' and action = 'revoked' then 'SESSION_REVOKE'
    when action = 'created' then 'CREATE'
    when action = 'deleted' then 'DELETE'
    when action = 'restored' then 'RESTORE'
    when action = 'moved' then 'MOVE'
    when action = 'stored' then 'UPLOAD'
    when action in ('refused', 'reaped') then 'UPLOAD'
    when action = 'downloaded' and context ? 'derivative' then 'VIEW'
    when action = 'downloaded' then 'DOWNLOAD'
    when action = 'signed' then 'SIGNED_URL_GENERATED'
    when action = 'signedIn' then 'LOGIN_SUCCESS'
    when action = 'signInFailed' then 'LOGIN_FAILED'
    when action = 'signedOut' then 'LOGOUT'
    when action = 'refreshTokenReused' then 'TOKEN_REUSE'
    else 'UPDATE'
  end,
  resource, object_id, object_repr, changes, context, created_at
from audit_entry_old;
insert into audit_pending (entry_id, entry_created_at) select id, created_at from audit_entry;
alter table audit_entry force row level security;
drop table audit_entry_old;

-- Always last: tells a resumed run that this migration is whole.
comment on table organization is '20261121061902_audit_trail';

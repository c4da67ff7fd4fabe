create table import_session (
  id uuid primary key, organization_id uuid not null references organization on delete restrict on update cascade,
  country_id text not null references country on delete restrict on update cascade,
  stat_file_id uuid, recap_file_id uuid,
  status text not null default 'PENDING' constraint import_session_status_check check
    (status in ('PENDING', 'RUNNING', 'DONE', 'ERROR')),
  status_reason text, error_file_id uuid, log_file_id uuid,
  total integer not null default 0, created integer not null default 0, updated integer not null default 0,
  unchanged integer not null default 0, skipped integer not null default 0, failed integer not null default 0,
  started_at timestamptz(3), completed_at timestamptz(3),
  created_at timestamptz(3) not null default current_timestamp, updated_at timestamptz(3) not null default current_timestamp,
  created_by_id uuid, updated_by_id uuid, version integer not null default 1, deleted_at timestamptz(3),
  constraint import_session_organization_id_id_key unique (organization_id, id),
  constraint import_session_stat_file_fkey foreign key (organization_id, stat_file_id) references file (organization_id, id),
  constraint import_session_recap_file_fkey foreign key (organization_id, recap_file_id) references file (organization_id, id),
  constraint import_session_error_file_fkey foreign key (organization_id, error_file_id) references file (organization_id, id),
  constraint import_session_log_file_fkey foreign key (organization_id, log_file_id) references file (organization_id, id)
);
select protect_tenant_table('import_session');
create index import_session_organization_id_created_at_idx on import_session (organization_id, created_at, id);
create index import_session_stat_file_idx on import_session (organization_id, stat_file_id);
create index import_session_recap_file_idx on import_session (organization_id, recap_file_id);

alter table data_job add column import_session_id uuid,
  add constraint data_job_import_session_fkey foreign key (organization_id, import_session_id) references import_session (organization_id, id);
create index data_job_organization_id_import_session_id_idx on data_job (organization_id, import_session_id);

create table client (
  id uuid primary key, organization_id uuid not null references organization on delete restrict on update cascade,
  client_number text collate "und-x-icu" not null, name text collate "und-x-icu" not null,
  client_type text not null default 'PERSON' constraint client_client_type_check check (client_type in ('PERSON', 'COMPANY')),
  country_id text not null references country on delete restrict on update cascade,
  email text, phone text not null default '', city text collate "und-x-icu" not null default '',
  source_file_id uuid, import_session_id uuid,
  tags text[] not null default '{}', custom_fields jsonb not null default '{}',
  created_at timestamptz(3) not null default current_timestamp, updated_at timestamptz(3) not null default current_timestamp,
  created_by_id uuid, updated_by_id uuid, version integer not null default 1, deleted_at timestamptz(3),
  constraint client_organization_id_id_key unique (organization_id, id),
  constraint client_source_file_fkey foreign key (organization_id, source_file_id) references file (organization_id, id),
  constraint client_import_session_fkey foreign key (organization_id, import_session_id) references import_session (organization_id, id)
);
select protect_tenant_table('client'), keep_marks('client', 'client');
create unique index client_organization_id_client_number_key on client (organization_id, client_number) where deleted_at is null;
create index client_name_idx on client (organization_id, name, id) where deleted_at is null;
create index client_organization_id_source_file_id_idx on client (organization_id, source_file_id);
create index client_organization_id_import_session_id_idx on client (organization_id, import_session_id);

create table policy (
  id uuid primary key, organization_id uuid not null references organization on delete restrict on update cascade,
  policy_number text collate "und-x-icu" not null, client_id uuid not null,
  country_id text not null references country on delete restrict on update cascade,
  branch text collate "und-x-icu" not null default '',
  state text not null default 'ACTIVE' constraint policy_state_check check (state in ('ACTIVE', 'SUSPENDED', 'EXPIRED', 'CANCELLED')),
  starts_on date, ends_on date, premium numeric(18, 4), currency_id text references currency on delete restrict on update cascade,
  source_file_id uuid, import_session_id uuid,
  tags text[] not null default '{}', custom_fields jsonb not null default '{}',
  created_at timestamptz(3) not null default current_timestamp, updated_at timestamptz(3) not null default current_timestamp,
  created_by_id uuid, updated_by_id uuid, version integer not null default 1, deleted_at timestamptz(3),
  constraint policy_organization_id_id_key unique (organization_id, id),
  constraint policy_client_fkey foreign key (organization_id, client_id) references client (organization_id, id),
  constraint policy_source_file_fkey foreign key (organization_id, source_file_id) references file (organization_id, id),
  constraint policy_import_session_fkey foreign key (organization_id, import_session_id) references import_session (organization_id, id)
);
select protect_tenant_table('policy'), keep_marks('policy', 'policy');
create unique index policy_organization_id_policy_number_key on policy (organization_id, policy_number) where deleted_at is null;
create index policy_client_idx on policy (organization_id, client_id);
create index policy_organization_id_source_file_id_idx on policy (organization_id, source_file_id);
create index policy_organization_id_import_session_id_idx on policy (organization_id, import_session_id);

create table claim (
  id uuid primary key, organization_id uuid not null references organization on delete restrict on update cascade,
  claim_number text collate "und-x-icu" not null, policy_id uuid not null,
  country_id text not null references country on delete restrict on update cascade,
  state text not null default 'REPORTED' constraint claim_state_check check
    (state in ('REPORTED', 'OPEN', 'SETTLED', 'REJECTED', 'CLOSED')),
  occurred_on date, reported_on date, description text not null default '',
  amount_claimed numeric(18, 4), amount_paid numeric(18, 4),
  currency_id text references currency on delete restrict on update cascade,
  source_file_id uuid, import_session_id uuid,
  tags text[] not null default '{}', custom_fields jsonb not null default '{}',
  created_at timestamptz(3) not null default current_timestamp, updated_at timestamptz(3) not null default current_timestamp,
  created_by_id uuid, updated_by_id uuid, version integer not null default 1, deleted_at timestamptz(3),
  constraint claim_organization_id_id_key unique (organization_id, id),
  constraint claim_policy_fkey foreign key (organization_id, policy_id) references policy (organization_id, id),
  constraint claim_source_file_fkey foreign key (organization_id, source_file_id) references file (organization_id, id),
  constraint claim_import_session_fkey foreign key (organization_id, import_session_id) references import_session (organization_id, id)
);
select protect_tenant_table('claim'), keep_marks('claim', 'claim');
create unique index claim_organization_id_claim_number_key on claim (organization_id, claim_number) where deleted_at is null;
create index claim_reported_on_idx on claim (organization_id, reported_on, id) where deleted_at is null;
create index claim_policy_idx on claim (organization_id, policy_id);
create index claim_organization_id_source_file_id_idx on claim (organization_id, source_file_id);
create index claim_organization_id_import_session_id_idx on claim (organization_id, import_session_id);
-- Always last: tells a resumed run that this migration is whole.
comment on table organization is '20261122000000_import_sessions';

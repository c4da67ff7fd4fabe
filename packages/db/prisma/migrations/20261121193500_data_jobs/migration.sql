create table data_job (
  id uuid primary key, organization_id uuid not null references organization on delete restrict on update cascade,
  job_type text not null constraint data_job_job_type_check check (job_type in ('import', 'export', 'undo', 'bulk')),
  target text not null,
  status text not null default 'PENDING' constraint data_job_status_check check
    (status in ('PENDING', 'RUNNING', 'READY', 'COMPLETED', 'FAILED', 'CANCELLED', 'UNDONE')),
  input_files jsonb not null default '{}', parameters jsonb not null default '{}',
  total integer not null default 0, created integer not null default 0, updated integer not null default 0,
  unchanged integer not null default 0, skipped integer not null default 0, failed integer not null default 0,
  progress integer not null default 0 constraint data_job_progress_range check (progress between 0 and 100),
  result_log jsonb not null default '{}',
  output_file_id uuid, error_file_id uuid, log_file_id uuid,
  started_at timestamptz(3), finished_at timestamptz(3), undo_of_id uuid, undone_by_id uuid,
  created_at timestamptz(3) not null default current_timestamp, updated_at timestamptz(3) not null default current_timestamp,
  created_by_id uuid, updated_by_id uuid, version integer not null default 1,
  constraint data_job_organization_id_id_key unique (organization_id, id),
  constraint data_job_output_file_fkey foreign key (organization_id, output_file_id) references file (organization_id, id),
  constraint data_job_error_file_fkey foreign key (organization_id, error_file_id) references file (organization_id, id),
  constraint data_job_log_file_fkey foreign key (organization_id, log_file_id) references file (organization_id, id)
);
select protect_tenant_table('data_job');
create index data_job_organization_id_created_at_idx on data_job (organization_id, created_at, id);
-- What waits and what is under way is looked for every few seconds, and is little beside what is over.
create index data_job_open_idx on data_job (created_at) where status in ('PENDING', 'RUNNING');
-- An import is taken back by one job at a time.
create unique index data_job_one_undo_key on data_job (organization_id, undo_of_id)
  where undo_of_id is not null and status not in ('FAILED', 'CANCELLED');

create table data_job_lease (
  organization_id uuid not null, job_id uuid not null,
  token uuid, until timestamptz(3), taken_at timestamptz(3), cursor jsonb, attempts integer not null default 0,
  cancel_asked_at timestamptz(3), offered_at timestamptz(3) not null default current_timestamp, api_key_id uuid,
  primary key (organization_id, job_id),
  constraint data_job_lease_job_fkey foreign key (organization_id, job_id) references data_job (organization_id, id) on delete cascade
);
select protect_tenant_table('data_job_lease');
create index data_job_lease_held_idx on data_job_lease (until) where token is not null;

create table import_chunk (
  organization_id uuid not null, job_id uuid not null, number integer not null,
  counts jsonb not null default '{}', created_at timestamptz(3) not null default current_timestamp,
  primary key (organization_id, job_id, number),
  constraint import_chunk_job_fkey foreign key (organization_id, job_id) references data_job (organization_id, id) on delete cascade
);
select protect_tenant_table('import_chunk');

create table import_issue (
  id bigint generated always as identity, organization_id uuid not null references organization on delete restrict on update cascade,
  job_id uuid not null, sheet text not null default '', "row" integer not null, "column" text, value text,
  rule text not null, message text not null, cells jsonb,
  primary key (organization_id, job_id, id)
);
select protect_tenant_table('import_issue');
create index import_issue_row_idx on import_issue (organization_id, job_id, "row");

-- There are millions of these: what they name is not held by foreign keys, which would look at the one job row again for each.
create table import_lineage (
  organization_id uuid not null, resource text not null, object_id uuid not null, job_id uuid not null, file_id uuid not null,
  sheet text not null default '', "row" integer not null,
  action text not null constraint import_lineage_action_check check (action in ('created', 'updated')),
  before jsonb, after_version integer not null, imported_at timestamptz(3) not null default current_timestamp,
  primary key (organization_id, job_id, file_id, sheet, "row")
);
select protect_tenant_table('import_lineage');
create index import_lineage_object_idx on import_lineage (organization_id, resource, object_id, imported_at);
create index import_lineage_file_idx on import_lineage (organization_id, file_id);
-- Always last: tells a resumed run that this migration is whole.
comment on table organization is '20261121193500_data_jobs';

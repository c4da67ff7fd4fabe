-- What a change of many rows did to each of them, so that it can be taken back (docs/bulk-changes.md). There are millions of these:
-- what they name is not held by foreign keys, as with import_lineage.
create table bulk_change (
  organization_id uuid not null, job_id uuid not null, object_id uuid not null,
  before jsonb, after_version integer not null,
  primary key (organization_id, job_id, object_id)
);
select protect_tenant_table('bulk_change');
-- Always last: tells a resumed run that this migration is whole.
comment on table organization is '20261122002000_bulk_changes';

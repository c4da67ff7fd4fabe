-- What somebody has said that the names in a header mean, so that the next file like it need not be told again (docs/import-export.md).
create table import_mapping (
  organization_id uuid not null references organization on delete restrict on update cascade,
  resource text not null, header_key text not null,
  header jsonb not null, mapping jsonb not null, settings jsonb not null default '{}',
  used_at timestamptz(3) not null default current_timestamp,
  primary key (organization_id, resource, header_key)
);
select protect_tenant_table('import_mapping');
-- Always last: tells a resumed run that this migration is whole.
comment on table organization is '20261122001000_import_mappings';

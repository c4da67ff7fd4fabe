create table asset (
  id uuid primary key, organization_id uuid not null references organization on delete restrict on update cascade,
  name text collate "und-x-icu" not null, tag_number text collate "und-x-icu" not null,
  serial_number text collate "und-x-icu" not null default '', category_id uuid,
  status text not null default 'active' constraint asset_status_fkey references status on delete restrict on update cascade,
  purchased_on date, location text collate "und-x-icu" not null default '',
  tags text[] not null default '{}', custom_fields jsonb not null default '{}',
  created_at timestamptz(3) not null default current_timestamp, updated_at timestamptz(3) not null default current_timestamp,
  created_by_id uuid, updated_by_id uuid, version integer not null default 1, deleted_at timestamptz(3),
  constraint asset_category_fkey foreign key (organization_id, category_id) references category (organization_id, id)
);
select protect_tenant_table('asset'), keep_marks('asset', 'asset');
create unique index asset_organization_id_tag_number_key on asset (organization_id, tag_number) where deleted_at is null;
create index asset_name_idx on asset (organization_id, name, id) where deleted_at is null;
-- Always last: tells a resumed run that this migration is whole.
comment on table organization is '20261121101500_asset';

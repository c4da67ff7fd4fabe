-- Views of lists under a name (docs/saved-views.md). Whose they are besides an organization's is `bounds` of the definition.
create table stored_filter (
  id uuid primary key, organization_id uuid not null references organization on delete restrict on update cascade,
  resource text collate "und-x-icu" not null, name text collate "und-x-icu" not null,
  description text collate "und-x-icu" not null default '',
  filter jsonb, columns jsonb, ordering jsonb not null default '[]', group_by text collate "und-x-icu",
  visibility text not null default 'private'
    constraint stored_filter_visibility_check check (visibility in ('private', 'role', 'organization')),
  role_id uuid, is_locked boolean not null default false, is_default boolean not null default false,
  custom_field_keys jsonb not null default '[]',
  created_at timestamptz(3) not null default current_timestamp, updated_at timestamptz(3) not null default current_timestamp,
  created_by_id uuid, updated_by_id uuid, version integer not null default 1, deleted_at timestamptz(3),
  constraint stored_filter_role_id_fkey foreign key (role_id) references role on delete restrict on update cascade
);
create trigger stored_filter_role_id_fkey before insert or update of organization_id, role_id on stored_filter
  for each row when (new.role_id is not null) execute function refuse_foreign_role();
create unique index stored_filter_organization_id_id_key on stored_filter (organization_id, id);
create index stored_filter_name_idx on stored_filter (organization_id, name, id) where deleted_at is null;
create index stored_filter_resource_idx on stored_filter (organization_id, resource) where deleted_at is null;
create index stored_filter_role_idx on stored_filter (role_id) where role_id is not null;
-- What an organization starts a list with is one view.
create unique index stored_filter_default_of_organization on stored_filter (organization_id, resource)
  where is_default and deleted_at is null;

-- What somebody starts a list with: one view of each list in each organization, whoever's it is.
create table stored_filter_default (
  organization_id uuid not null, user_id uuid not null references app_user on delete cascade on update cascade,
  resource text collate "und-x-icu" not null, stored_filter_id uuid not null,
  created_at timestamptz(3) not null default current_timestamp,
  primary key (organization_id, user_id, resource),
  constraint stored_filter_default_organization_id_stored_filter_id_fkey foreign key (organization_id, stored_filter_id)
    references stored_filter (organization_id, id) on delete cascade on update cascade
);
create index stored_filter_default_organization_id_stored_filter_id_idx on stored_filter_default (organization_id, stored_filter_id);
select protect_tenant_table('stored_filter'), protect_tenant_table('stored_filter_default');
-- Always last: tells a resumed run that this migration is whole.
comment on table organization is '20261121193000_saved_views';

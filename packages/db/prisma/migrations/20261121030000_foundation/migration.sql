-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "role" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "grants" JSONB NOT NULL DEFAULT '[]',
    "is_seeded" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" UUID,
    "updated_by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "role_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" UUID NOT NULL,
    "organization_id" UUID,
    "actor_user_id" UUID,
    "actor_api_key_id" UUID,
    "actor_label" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "resource" TEXT NOT NULL,
    "object_id" TEXT,
    "object_repr" TEXT NOT NULL,
    "changes" JSONB NOT NULL DEFAULT '{}',
    "context" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "product" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "sku" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "product_type" TEXT NOT NULL,
    "base_uom_id" TEXT NOT NULL DEFAULT 'EA',
    "status" TEXT NOT NULL DEFAULT 'draft',
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" UUID,
    "updated_by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "product_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox_event" (
    "id" UUID NOT NULL,
    "organization_id" UUID,
    "topic" TEXT NOT NULL,
    "resource" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "payload" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "dispatched_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "effect" (
    "event_id" UUID NOT NULL,
    "handler" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "effect_pkey" PRIMARY KEY ("event_id","handler")
);

-- CreateTable
CREATE TABLE "file" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "original_filename" TEXT NOT NULL,
    "file_size" BIGINT,
    "mime_type" TEXT,
    "kind" TEXT NOT NULL DEFAULT 'other',
    "status" TEXT NOT NULL DEFAULT 'pending',
    "status_reason" TEXT,
    "sha256" TEXT,
    "uploaded_by_id" UUID,
    "entity_type" TEXT,
    "entity_id" TEXT,
    "width" INTEGER,
    "height" INTEGER,
    "previewed_at" TIMESTAMPTZ(3),
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" UUID,
    "updated_by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "file_version" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "file_id" UUID NOT NULL,
    "number" INTEGER NOT NULL DEFAULT 1,
    "storage_provider" TEXT NOT NULL,
    "storage_key" TEXT NOT NULL,
    "bytes" BIGINT,
    "sha256" TEXT,
    "etag" TEXT,
    "thumbnail_key" TEXT,
    "optimised_key" TEXT,
    "scan_engine" TEXT,
    "scan_result" TEXT,
    "scanned_at" TIMESTAMPTZ(3),
    "lease_token" UUID,
    "lease_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "file_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "storage_quota" (
    "organization_id" UUID NOT NULL,
    "quota_bytes" BIGINT NOT NULL DEFAULT 107374182400,
    "used_bytes" BIGINT NOT NULL DEFAULT 0,
    "reserved_bytes" BIGINT NOT NULL DEFAULT 0,
    "warning_threshold" INTEGER NOT NULL DEFAULT 80,

    CONSTRAINT "storage_quota_pkey" PRIMARY KEY ("organization_id")
);

-- CreateTable
CREATE TABLE "app_user" (
    "id" UUID NOT NULL,
    "username" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "first_name" TEXT NOT NULL DEFAULT '',
    "last_name" TEXT NOT NULL DEFAULT '',
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "is_superuser" BOOLEAN NOT NULL DEFAULT false,
    "last_login_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" UUID,
    "updated_by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_profile" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "job_title" TEXT NOT NULL DEFAULT '',
    "phone_number" TEXT NOT NULL DEFAULT '',
    "manager_id" UUID,
    "language" TEXT NOT NULL DEFAULT 'en',
    "timezone" TEXT NOT NULL DEFAULT 'UTC',
    "notification_preferences" JSONB NOT NULL DEFAULT '{}',
    "profile_picture_id" UUID,
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" UUID,
    "updated_by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "user_profile_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credential" (
    "user_id" UUID NOT NULL,
    "password_hash" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "credential_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "refresh_hash" TEXT NOT NULL,
    "previous_hash" TEXT,
    "previous_rotated_at" TIMESTAMPTZ(3),
    "generation" INTEGER NOT NULL DEFAULT 1,
    "user_agent" TEXT,
    "ip" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "organization_id" UUID,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "key_hash" TEXT NOT NULL,
    "grants" JSONB,
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organization_type" (
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" UUID,
    "updated_by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "organization_type_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "organization" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "organization_type_id" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'active',
    "parent_id" UUID,
    "path" TEXT NOT NULL,
    "depth" INTEGER NOT NULL,
    "effective_date" DATE,
    "end_date" DATE,
    "timezone" TEXT NOT NULL DEFAULT 'UTC',
    "language" TEXT NOT NULL DEFAULT 'en',
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" UUID,
    "updated_by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "organization_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role_id" UUID NOT NULL,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "attributes" JSONB NOT NULL DEFAULT '{}',
    "includes_descendants" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" UUID,
    "updated_by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "unit_of_measure" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "uom_type" TEXT NOT NULL,
    "symbol" TEXT NOT NULL DEFAULT '',
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" UUID,
    "updated_by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "unit_of_measure_pkey" PRIMARY KEY ("code")
);

-- CreateIndex
CREATE UNIQUE INDEX "role_slug_key" ON "role"("slug");

-- CreateIndex
CREATE INDEX "audit_entry_organization_id_resource_object_id_created_at_idx" ON "audit_entry"("organization_id", "resource", "object_id", "created_at");

-- CreateIndex
CREATE INDEX "audit_entry_organization_id_created_at_id_idx" ON "audit_entry"("organization_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "outbox_event_topic_dispatched_at_idx" ON "outbox_event"("topic", "dispatched_at");

-- CreateIndex
CREATE UNIQUE INDEX "file_organization_id_id_key" ON "file"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "file_version_organization_id_file_id_number_key" ON "file_version"("organization_id", "file_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "file_version_organization_id_storage_key_key" ON "file_version"("organization_id", "storage_key");

-- CreateIndex
CREATE INDEX "app_user_created_by_id_idx" ON "app_user"("created_by_id");

-- CreateIndex
CREATE UNIQUE INDEX "user_profile_user_id_key" ON "user_profile"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "session_refresh_hash_key" ON "session"("refresh_hash");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "session_previous_hash_idx" ON "session"("previous_hash");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_prefix_key" ON "api_key"("prefix");

-- CreateIndex
CREATE INDEX "api_key_user_id_idx" ON "api_key"("user_id");

-- CreateIndex
CREATE INDEX "membership_organization_id_created_at_id_idx" ON "membership"("organization_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "membership_user_id_idx" ON "membership"("user_id");

-- CreateIndex
CREATE INDEX "membership_role_id_idx" ON "membership"("role_id");

-- CreateIndex
CREATE UNIQUE INDEX "membership_organization_id_user_id_key" ON "membership"("organization_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "unit_of_measure_name_key" ON "unit_of_measure"("name");

-- AddForeignKey
ALTER TABLE "product" ADD CONSTRAINT "product_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product" ADD CONSTRAINT "product_base_uom_id_fkey" FOREIGN KEY ("base_uom_id") REFERENCES "unit_of_measure"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "file" ADD CONSTRAINT "file_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "file" ADD CONSTRAINT "file_uploaded_by_id_fkey" FOREIGN KEY ("uploaded_by_id") REFERENCES "app_user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "file_version" ADD CONSTRAINT "file_version_organization_id_file_id_fkey" FOREIGN KEY ("organization_id", "file_id") REFERENCES "file"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "storage_quota" ADD CONSTRAINT "storage_quota_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_profile" ADD CONSTRAINT "user_profile_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_profile" ADD CONSTRAINT "user_profile_manager_id_fkey" FOREIGN KEY ("manager_id") REFERENCES "app_user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_profile" ADD CONSTRAINT "user_profile_profile_picture_id_fkey" FOREIGN KEY ("profile_picture_id") REFERENCES "file"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credential" ADD CONSTRAINT "credential_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organization" ADD CONSTRAINT "organization_organization_type_id_fkey" FOREIGN KEY ("organization_type_id") REFERENCES "organization_type"("name") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organization" ADD CONSTRAINT "organization_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_role_id_fkey" FOREIGN KEY ("role_id") REFERENCES "role"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------------------------
-- What Prisma cannot say.
-- ---------------------------------------------------------------------------------------------------------------------

-- Roles. `prepareDatabase` makes them first and gives groundwork_app its password; `prisma migrate deploy` finds them here.
-- Neither inherits the other's policies: groundwork_app reaches groundwork_system only by `set local role`.
do $$
begin
  if not exists (select from pg_roles where rolname = 'groundwork_app') then
    create role groundwork_app nologin noinherit;
  end if;
  if not exists (select from pg_roles where rolname = 'groundwork_system') then
    create role groundwork_system nologin noinherit;
    grant groundwork_system to groundwork_app;
  end if;
end $$;
grant usage on schema public to groundwork_app, groundwork_system;

-- Gives a table of one organization's rows its policies and grants. Later migrations call it in one line:
--   select protect_tenant_table('warehouse');
-- The inner `select` makes the setting an init-plan, read and parsed once per query; the outer cast changes nothing, but
-- without it Postgres would take the select for a list of rows (docs/decisions/004).
create function protect_tenant_table(target regclass, organization_column text default 'organization_id') returns void
language plpgsql set search_path = pg_catalog, public as $$
declare
  reachable text := format(
    '%I = any ((select nullif(current_setting(''app.org_ids'', true), '''')::uuid[])::uuid[])', organization_column);
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy tenant_isolation on %s for all to groundwork_app using (%s) with check (%2$s)', target, reachable);
  execute format('create policy system_access on %s for all to groundwork_system using (true) with check (true)', target);
  execute format('grant select, insert, update, delete on %s to groundwork_app, groundwork_system', target);
end $$;
revoke execute on function protect_tenant_table from public;

select protect_tenant_table('organization', 'id');
select protect_tenant_table('membership');
select protect_tenant_table('product');
select protect_tenant_table('file');
select protect_tenant_table('file_version');
select protect_tenant_table('storage_quota');

-- The audit trail and the outbox also take rows of no organization (a sign-in), which only the system reads.
select protect_tenant_table('audit_entry');
select protect_tenant_table('outbox_event');
alter policy tenant_isolation on audit_entry
  with check (organization_id is null or organization_id = any ((select nullif(current_setting('app.org_ids', true), '')::uuid[])::uuid[]));
alter policy tenant_isolation on outbox_event
  with check (organization_id is null or organization_id = any ((select nullif(current_setting('app.org_ids', true), '')::uuid[])::uuid[]));
revoke update, delete on audit_entry from groundwork_app, groundwork_system;
revoke select, update, delete on outbox_event from groundwork_app;

-- Tables without an organization: identity, roles, reference data, and which handler is done with which event.
grant select, insert, update, delete
  on app_user, user_profile, credential, session, api_key, role, organization_type, unit_of_measure
  to groundwork_app, groundwork_system;
grant select, insert on effect to groundwork_app, groundwork_system;

-- The audit trail is append-only for everybody who is not a superuser, its owner included.
create function refuse_audit_change() returns trigger
language plpgsql set search_path = pg_catalog as $$
begin
  if (select rolsuper from pg_roles where rolname = session_user) then
    return coalesce(new, old);
  end if;
  raise exception 'audit_entry is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger append_only before update or delete on audit_entry for each row execute function refuse_audit_change();
create trigger append_only_truncate before truncate on audit_entry execute function refuse_audit_change();

-- Lists of words are never null.
alter table organization alter column tags set not null;
alter table product alter column tags set not null;
alter table file alter column tags set not null;

-- People's order for what people sort by; ids of a tree compare byte by byte.
alter table organization alter column name type text collate "und-x-icu", alter column code type text collate "und-x-icu";
alter table organization alter column path type text collate "C";
alter table app_user
  alter column username type text collate "und-x-icu",
  alter column first_name type text collate "und-x-icu",
  alter column last_name type text collate "und-x-icu";
alter table role alter column name type text collate "und-x-icu";
alter table unit_of_measure alter column name type text collate "und-x-icu";
alter table product alter column name type text collate "und-x-icu", alter column sku type text collate "und-x-icu";
alter table file alter column original_filename type text collate "und-x-icu";

-- Choices as text with a check: comparing native enums is not leakproof and would switch indexes off under row-level security.
alter table organization add constraint organization_status_check check (status in ('active', 'inactive', 'archived'));
alter table unit_of_measure add constraint unit_of_measure_uom_type_check
  check (uom_type in ('Length', 'Mass', 'Volume', 'Count', 'Time', 'Area', 'Other'));
alter table product add constraint product_product_type_check check (product_type in ('PHYSICAL_GOOD', 'SERVICE', 'DIGITAL'));
alter table product add constraint product_status_check check (status in ('draft', 'active', 'discontinued'));
alter table file add constraint file_kind_check check (kind in ('image', 'document', 'video', 'audio', 'text', 'other'));
alter table file add constraint file_status_check
  check (status in ('pending', 'receiving', 'stored', 'scanning', 'available', 'quarantined', 'unscannable', 'failed', 'purged'));
alter table file add constraint file_file_size_check check (file_size >= 0);
alter table app_user add constraint app_user_email_check check (email = lower(email));
alter table storage_quota add constraint storage_quota_quota_bytes_check check (quota_bytes >= 0);
alter table storage_quota add constraint storage_quota_used_bytes_check check (used_bytes >= 0);
alter table storage_quota add constraint storage_quota_reserved_bytes_check check (reserved_bytes >= 0);
alter table storage_quota add constraint storage_quota_warning_threshold_check check (warning_threshold between 1 and 100);

-- Uniques. Among live rows where a table keeps deleted ones; named after their columns, which errors are told by.
create unique index app_user_username_key on app_user (lower(username));
create unique index app_user_email_key on app_user (email);
create unique index organization_code_key on organization (code) where deleted_at is null;
create unique index organization_parent_id_name_key on organization (parent_id, name) where deleted_at is null;
create unique index product_organization_id_sku_key on product (organization_id, sku) where deleted_at is null;

-- Lists: one index scan per organization, in the order asked for, the key last.
create index organization_name_idx on organization (name, id) where deleted_at is null;
create index organization_created_at_idx on organization (created_at, id) where deleted_at is null;
create index organization_path_idx on organization (path);
create index app_user_username_idx on app_user (username, id);
create index app_user_created_at_idx on app_user (created_at, id);
create index product_name_idx on product (organization_id, name, id) where deleted_at is null;
create index product_sku_idx on product (organization_id, sku, id) where deleted_at is null;
create index product_status_idx on product (organization_id, status, name, id) where deleted_at is null;
create index product_created_at_idx on product (organization_id, created_at, id) where deleted_at is null;
create index product_updated_at_idx on product (organization_id, updated_at, id) where deleted_at is null;
create index product_trash_idx on product (organization_id, deleted_at, id) where deleted_at is not null;
create index file_created_at_idx on file (organization_id, created_at, id) where deleted_at is null;
create index file_updated_at_idx on file (organization_id, updated_at, id) where deleted_at is null;
create index file_original_filename_idx on file (organization_id, original_filename, id) where deleted_at is null;
create index file_file_size_idx on file (organization_id, file_size, id) where deleted_at is null;
create index file_mime_type_idx on file (organization_id, mime_type, id) where deleted_at is null;
create index file_kind_idx on file (organization_id, kind, created_at, id) where deleted_at is null;
create index file_status_idx on file (organization_id, status, created_at, id) where deleted_at is null;
create index file_uploaded_by_idx on file (organization_id, uploaded_by_id, created_at, id) where deleted_at is null;
create index file_entity_idx on file (organization_id, entity_type, entity_id) where deleted_at is null;
create index file_sha256_idx on file (organization_id, sha256) where deleted_at is null;
create index file_trash_idx on file (organization_id, deleted_at, id) where deleted_at is not null;

-- Prefix search: starts_with (`^@`) may run before the policy, LIKE may not, and needs the byte order.
create index organization_name_prefix_idx on organization (name collate "C") where deleted_at is null;
create index product_name_prefix_idx on product (organization_id, name collate "C") where deleted_at is null;
create index product_sku_prefix_idx on product (organization_id, sku collate "C") where deleted_at is null;
create index file_original_filename_prefix_idx on file (organization_id, original_filename collate "C") where deleted_at is null;

-- What the dispatcher and the reconcilers look for, over all organizations.
create index outbox_event_pending_idx on outbox_event (id) where dispatched_at is null;
create index file_unfinished_idx on file (status, updated_at) where status in ('pending', 'receiving', 'stored', 'scanning');
create index file_version_lease_idx on file_version (lease_until) where lease_until is not null;

-- Always last: tells a resumed run that this migration is whole.
comment on table organization is '20261121030000_foundation';

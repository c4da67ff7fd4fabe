-- DropIndex
DROP INDEX "file_version_organization_id_storage_key_key";

-- AlterTable
ALTER TABLE "file" ADD COLUMN     "file_path" TEXT,
ADD COLUMN     "folder_id" UUID,
ADD COLUMN     "legal_hold" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "new_version_status" TEXT,
ADD COLUMN     "object_id" TEXT,
ADD COLUMN     "object_type" TEXT NOT NULL DEFAULT 'file',
ADD COLUMN     "previews" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "properties" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "retain_until" TIMESTAMPTZ(3),
ADD COLUMN     "system" TEXT NOT NULL DEFAULT 'workspace',
ADD COLUMN     "version_number" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "storage_quota" ADD COLUMN     "subtree_reserved_bytes" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "subtree_used_bytes" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "warned_percent" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "folder" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "parent_id" UUID,
    "path" TEXT NOT NULL,
    "depth" INTEGER NOT NULL,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" UUID,
    "updated_by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "folder_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "blob" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "storage_provider" TEXT NOT NULL,
    "storage_key" TEXT NOT NULL,
    "bytes" BIGINT,
    "sha256" TEXT,
    "etag" TEXT,
    "scan_engine" TEXT,
    "scan_signatures" TEXT,
    "scan_verdict" TEXT,
    "scan_result" TEXT,
    "scanned_at" TIMESTAMPTZ(3),
    "released_at" TIMESTAMPTZ(3),
    "released_by_id" UUID,
    "release_reason" TEXT,
    "derivatives" JSONB NOT NULL DEFAULT '{}',
    "derived_at" TIMESTAMPTZ(3),
    "properties" JSONB NOT NULL DEFAULT '{}',
    "missing_since" TIMESTAMPTZ(3),
    "removed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "blob_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "blob_text" (
    "blob_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "content" TEXT NOT NULL,
    "is_cut" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "blob_text_pkey" PRIMARY KEY ("organization_id","blob_id")
);

-- CreateTable
CREATE TABLE "upload_session" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "user_id" UUID,
    "link_id" UUID,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "declared_bytes" BIGINT,
    "received_bytes" BIGINT NOT NULL DEFAULT 0,
    "reserved_bytes" BIGINT NOT NULL DEFAULT 0,
    "storage_provider" TEXT NOT NULL,
    "storage_key" TEXT NOT NULL,
    "multipart_id" TEXT NOT NULL,
    "part_bytes" INTEGER NOT NULL,
    "parts" JSONB NOT NULL DEFAULT '[]',
    "tail_slot" INTEGER NOT NULL DEFAULT 0,
    "file_id" UUID,
    "problem" JSONB,
    "lease_token" UUID,
    "lease_until" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "upload_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "file_share" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "file_id" UUID,
    "folder_id" UUID,
    "user_id" UUID,
    "role_id" UUID,
    "permission" TEXT NOT NULL,
    "can_reshare" BOOLEAN NOT NULL DEFAULT false,
    "expires_at" TIMESTAMPTZ(3),
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "file_share_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "file_link" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "file_id" UUID,
    "folder_id" UUID,
    "kind" TEXT NOT NULL,
    "name" TEXT,
    "token_hash" TEXT NOT NULL,
    "password_hash" TEXT,
    "expires_at" TIMESTAMPTZ(3),
    "download_limit" INTEGER,
    "download_count" INTEGER NOT NULL DEFAULT 0,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "file_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "favourite" (
    "user_id" UUID NOT NULL,
    "file_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "favourite_pkey" PRIMARY KEY ("organization_id","user_id","file_id")
);

-- CreateTable
CREATE TABLE "download_ticket" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "selection" JSONB NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "download_ticket_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "storage_policy" (
    "organization_id" UUID NOT NULL,
    "rules" JSONB NOT NULL DEFAULT '{}',
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by_id" UUID,

    CONSTRAINT "storage_policy_pkey" PRIMARY KEY ("organization_id")
);

-- CreateTable
CREATE TABLE "storage_move" (
    "organization_id" UUID NOT NULL,
    "target" TEXT NOT NULL,
    "moved_count" BIGINT NOT NULL DEFAULT 0,
    "moved_bytes" BIGINT NOT NULL DEFAULT 0,
    "problem" TEXT,
    "lease_token" UUID,
    "lease_until" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "storage_move_pkey" PRIMARY KEY ("organization_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "folder_organization_id_id_key" ON "folder"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "blob_organization_id_id_key" ON "blob"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "blob_organization_id_storage_provider_storage_key_key" ON "blob"("organization_id", "storage_provider", "storage_key");


-- CreateIndex
CREATE INDEX "upload_session_expires_at_idx" ON "upload_session"("expires_at");

-- CreateIndex
CREATE INDEX "file_share_file_id_idx" ON "file_share"("file_id");

-- CreateIndex
CREATE INDEX "file_share_folder_id_idx" ON "file_share"("folder_id");

-- CreateIndex
CREATE INDEX "file_share_user_id_idx" ON "file_share"("user_id");

-- CreateIndex
CREATE INDEX "file_share_role_id_idx" ON "file_share"("role_id");

-- CreateIndex
CREATE UNIQUE INDEX "file_link_token_hash_key" ON "file_link"("token_hash");

-- CreateIndex
CREATE INDEX "file_link_file_id_idx" ON "file_link"("file_id");

-- CreateIndex
CREATE INDEX "file_link_folder_id_idx" ON "file_link"("folder_id");

-- CreateIndex
CREATE INDEX "favourite_file_id_idx" ON "favourite"("file_id");

-- CreateIndex
CREATE INDEX "download_ticket_expires_at_idx" ON "download_ticket"("expires_at");


-- Whoever owns the tables may be bound by their policies; here all rows are to be seen.
alter table file no force row level security;
alter table file_version no force row level security;
alter table storage_quota no force row level security;
alter table organization no force row level security;

-- The bytes of each version become a blob of the same id; what was said of the file is said of its version as well.
alter table file_version add column blob_id uuid, add column created_by_id uuid, add column file_name text,
  add column kind text not null default 'other', add column label text, add column mime_type text,
  add column reserved_bytes bigint not null default 0, add column restored_from integer,
  add column status text not null default 'receiving', add column status_reason text;
insert into blob (id, organization_id, storage_provider, storage_key, bytes, sha256, etag, scan_engine, scan_verdict, scan_result,
    scanned_at, derivatives, derived_at, properties, created_at)
  select v.id, v.organization_id, v.storage_provider, v.storage_key, case when v.sha256 is null then null else v.bytes end, v.sha256,
    v.etag, v.scan_engine,
    case when v.scanned_at is null then null when f.status = 'available' then 'clean' when f.status = 'quarantined' then 'infected'
      when f.status = 'unscannable' then 'unscannable' end,
    v.scan_result, v.scanned_at,
    jsonb_strip_nulls(jsonb_build_object('thumbnail', v.thumbnail_key, 'optimised', v.optimised_key)), f.previewed_at,
    jsonb_strip_nulls(jsonb_build_object('width', f.width, 'height', f.height)), v.created_at
  from file_version v join file f on f.organization_id = v.organization_id and f.id = v.file_id;
update file_version v set blob_id = v.id, created_by_id = f.uploaded_by_id, file_name = f.original_filename, kind = f.kind,
    mime_type = f.mime_type, status = f.status, status_reason = f.status_reason,
    reserved_bytes = case when f.status in ('pending', 'receiving') then coalesce(v.bytes, 0) else 0 end
  from file f where f.organization_id = v.organization_id and f.id = v.file_id;
update file f set file_path = coalesce((select v.storage_key from file_version v where v.organization_id = f.organization_id
    and v.file_id = f.id order by v.number limit 1), f.organization_id || '/workspace/file/' || f.id);
alter table file alter column file_path set not null, alter column previews set not null;
alter table file_version alter column blob_id set not null, alter column file_name set not null,
  drop column bytes, drop column etag, drop column optimised_key, drop column scan_engine, drop column scan_result,
  drop column scanned_at, drop column sha256, drop column storage_key, drop column storage_provider, drop column thumbnail_key;
-- CreateIndex
CREATE INDEX "file_version_file_id_number_idx" ON "file_version"("file_id", "number");

-- CreateIndex
CREATE INDEX "file_version_organization_id_blob_id_idx" ON "file_version"("organization_id", "blob_id");

-- AddForeignKey
ALTER TABLE "file" ADD CONSTRAINT "file_folder_fkey" FOREIGN KEY ("organization_id", "folder_id") REFERENCES "folder"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "folder" ADD CONSTRAINT "folder_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "folder" ADD CONSTRAINT "folder_parent_fkey" FOREIGN KEY ("organization_id", "parent_id") REFERENCES "folder"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "file_version" ADD CONSTRAINT "file_version_organization_id_blob_id_fkey" FOREIGN KEY ("organization_id", "blob_id") REFERENCES "blob"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "blob" ADD CONSTRAINT "blob_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "blob_text" ADD CONSTRAINT "blob_text_organization_id_blob_id_fkey" FOREIGN KEY ("organization_id", "blob_id") REFERENCES "blob"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "upload_session" ADD CONSTRAINT "upload_session_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "file_share" ADD CONSTRAINT "file_share_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "file_share" ADD CONSTRAINT "file_share_organization_id_file_id_fkey" FOREIGN KEY ("organization_id", "file_id") REFERENCES "file"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "file_share" ADD CONSTRAINT "file_share_organization_id_folder_id_fkey" FOREIGN KEY ("organization_id", "folder_id") REFERENCES "folder"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "file_share" ADD CONSTRAINT "file_share_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "file_share" ADD CONSTRAINT "file_share_role_id_fkey" FOREIGN KEY ("role_id") REFERENCES "role"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "file_share" ADD CONSTRAINT "file_share_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "file_link" ADD CONSTRAINT "file_link_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "file_link" ADD CONSTRAINT "file_link_organization_id_file_id_fkey" FOREIGN KEY ("organization_id", "file_id") REFERENCES "file"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "file_link" ADD CONSTRAINT "file_link_organization_id_folder_id_fkey" FOREIGN KEY ("organization_id", "folder_id") REFERENCES "folder"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "file_link" ADD CONSTRAINT "file_link_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "favourite" ADD CONSTRAINT "favourite_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "favourite" ADD CONSTRAINT "favourite_organization_id_file_id_fkey" FOREIGN KEY ("organization_id", "file_id") REFERENCES "file"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "download_ticket" ADD CONSTRAINT "download_ticket_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "storage_policy" ADD CONSTRAINT "storage_policy_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "storage_move" ADD CONSTRAINT "storage_move_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Names in the order in which people count: "scan 2" before "scan 10".
create collation "natural" (provider = icu, locale = 'und-u-kn-true');
alter table file alter column original_filename type text collate "natural";
alter table folder alter column name type text collate "natural", alter column path type text collate "C";
alter table folder alter column tags set not null;

select protect_tenant_table('folder'), protect_tenant_table('blob'), protect_tenant_table('blob_text'),
  protect_tenant_table('upload_session'), protect_tenant_table('file_share'), protect_tenant_table('file_link'),
  protect_tenant_table('favourite'), protect_tenant_table('storage_policy'), protect_tenant_table('storage_move');
select keep_marks('folder', 'folder');
grant select, insert, delete on download_ticket to groundwork_app, groundwork_system;

alter table file drop constraint file_status_check;
alter table file add constraint file_status_check check (status in
  ('pending', 'receiving', 'stored', 'scanning', 'available', 'quarantined', 'unscannable', 'failed', 'damaged', 'purged'));
alter table file add constraint file_new_version_status_check check (new_version_status in
  ('receiving', 'stored', 'scanning', 'quarantined', 'unscannable', 'failed'));
alter table file add constraint file_system_check check (system in ('workspace', 'accounting', 'communications', 'app-builder'));
alter table file add constraint file_version_number_check check (version_number >= 1);
alter table file_version add constraint file_version_status_check check (status in
  ('receiving', 'stored', 'scanning', 'available', 'quarantined', 'unscannable', 'failed', 'damaged'));
alter table file_version add constraint file_version_kind_check check (kind in ('image', 'document', 'video', 'audio', 'text', 'other'));
alter table blob add constraint blob_bytes_check check (bytes >= 0);
alter table blob add constraint blob_whole_check check ((bytes is null) = (sha256 is null));
alter table blob add constraint blob_scan_verdict_check check (scan_verdict in ('clean', 'infected', 'unscannable'));
alter table folder add constraint folder_depth_check check (depth <= 50);
alter table upload_session add constraint upload_session_kind_check check (kind in ('tus', 'direct'));
alter table upload_session add constraint upload_session_status_check check (status in ('open', 'finishing', 'done', 'failed'));
alter table upload_session add constraint upload_session_reserved_bytes_check check (reserved_bytes >= 0);
alter table file_share add constraint file_share_permission_check check (permission in ('view', 'download', 'delete'));
alter table file_share add constraint file_share_subject_check check (num_nonnulls(file_id, folder_id) = 1);
alter table file_share add constraint file_share_receiver_check check (num_nonnulls(user_id, role_id) = 1);
alter table file_link add constraint file_link_kind_check check (kind in ('view', 'download', 'upload'));
alter table file_link add constraint file_link_subject_check check (num_nonnulls(file_id, folder_id) = 1);
alter table file_link add constraint file_link_download_limit_check check (download_limit >= 1 and download_count >= 0);
alter table storage_quota add constraint storage_quota_subtree_check check (subtree_used_bytes >= 0 and subtree_reserved_bytes >= 0);

-- Protected by now like the others, and still to be gone through.
alter table blob no force row level security;
alter table outbox_event no force row level security;

-- Equal bytes are kept once in an organization: the first clean ones stay, those with pictures before others; the rest become tombstones.
update file_version v set blob_id = twin.kept
  from (select id, first_value(id) over (partition by organization_id, sha256, bytes
      order by scan_verdict is distinct from 'clean', derived_at is null, id) as kept from blob where sha256 is not null) twin
  where v.blob_id = twin.id and twin.kept <> twin.id;
update blob b set removed_at = now() where not exists
  (select from file_version v where v.organization_id = b.organization_id and v.blob_id = b.id);
-- A file shows what there is of the bytes that it has now. What was never made of them is made by the event that makes it of new ones.
update file f set previews = array(select jsonb_object_keys(b.derivatives) order by 1), properties = b.properties,
    width = (b.properties->>'width')::int, height = (b.properties->>'height')::int,
    previewed_at = case when b.derivatives ? 'thumbnail' then coalesce(f.previewed_at, b.derived_at) end
  from file_version v join blob b on b.organization_id = v.organization_id and b.id = v.blob_id
  where v.organization_id = f.organization_id and v.file_id = f.id and v.number = f.version_number;
insert into outbox_event (id, organization_id, topic, resource, object_id)
  select gen_random_uuid(), f.organization_id, 'file.available', 'file', f.id
  from file f join file_version v on v.organization_id = f.organization_id and v.file_id = f.id and v.number = f.version_number
  join blob b on b.organization_id = v.organization_id and b.id = v.blob_id
  where f.status = 'available' and f.deleted_at is null and b.scan_verdict = 'clean' and b.derived_at is null;
update storage_quota q set used_bytes = (select coalesce(sum(b.bytes), 0) from blob b
  where b.organization_id = q.organization_id and b.removed_at is null);
create unique index blob_content_key on blob (organization_id, sha256, bytes) where removed_at is null;
create index blob_removed_idx on blob (removed_at) where removed_at is not null;
create index blob_scanned_idx on blob (scanned_at) where removed_at is null and scan_verdict is not null;
create index blob_provider_idx on blob (organization_id, storage_provider, id) where removed_at is null;
create index blob_held_idx on blob (organization_id, id) where scan_verdict in ('infected', 'unscannable');
create trigger file_share_role_id_fkey before insert or update of organization_id, role_id on file_share
  for each row when (new.role_id is not null) execute function refuse_foreign_role();
create unique index file_share_to_user_key on file_share (organization_id, coalesce(file_id, folder_id), user_id) where user_id is not null;
create unique index file_share_to_role_key on file_share (organization_id, coalesce(file_id, folder_id), role_id) where role_id is not null;
create unique index folder_organization_id_parent_id_name_key on folder (organization_id, parent_id, name) nulls not distinct where deleted_at is null;
create index folder_name_idx on folder (organization_id, name, id) where deleted_at is null;
create index folder_parent_idx on folder (organization_id, parent_id, name, id);
create index folder_path_idx on folder (path);
create index folder_name_prefix_idx on folder (organization_id, name collate "C") where deleted_at is null;
create index folder_trash_idx on folder (deleted_at, id) where deleted_at is not null;
create unique index file_file_path_key on file (organization_id, file_path);
create index file_folder_name_idx on file (organization_id, folder_id, original_filename, id) where deleted_at is null;
create index file_folder_created_idx on file (organization_id, folder_id, created_at, id) where deleted_at is null;
-- Whether nothing is in a folder any more is asked of the trash as well, by whoever deletes it for good and by its foreign key.
create index file_folder_idx on file (folder_id) where folder_id is not null;
create index file_held_idx on file (organization_id, created_at, id) where legal_hold and deleted_at is null;
create index file_retained_idx on file (organization_id, retain_until, id) where retain_until is not null and deleted_at is null;
create index file_new_version_idx on file (organization_id, new_version_status, created_at, id)
  where new_version_status is not null and deleted_at is null;
-- Postgres takes no order from an index behind a column that is null: what lies at the top has indexes of its own.
create index file_top_name_idx on file (organization_id, original_filename, id) where folder_id is null and deleted_at is null;
create index file_top_created_idx on file (organization_id, created_at, id) where folder_id is null and deleted_at is null;
create index folder_top_name_idx on folder (organization_id, name, id) where parent_id is null and deleted_at is null;
create index file_object_idx on file (organization_id, system, object_type, object_id, created_at, id) where deleted_at is null;
create index file_trash_purge_idx on file (deleted_at, id) where deleted_at is not null and status <> 'purged';
create index upload_session_lease_idx on upload_session (lease_until) where lease_until is not null;
create index upload_session_open_idx on upload_session (organization_id, expires_at) where status = 'open';

-- Sets bytes aside (`reserve`), gives them back (negative), and counts those that are kept (`keep`), for an organization and
-- all above it at once: `chain` is the ids of its path, from the root down. Says which of them, the nearest first, has no room; then nothing is changed. It sees quotas above the
-- caller's reach, and tells no more of them than that.
create function charge_storage(home uuid, chain uuid[], reserve bigint, keep bigint) returns uuid
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  reachable uuid[] := nullif(current_setting('app.org_ids', true), '')::uuid[];
  full_one uuid;
begin
  if not home = any (chain) or (reachable is not null and not home = any (reachable)) then
    raise insufficient_privilege using message = 'not an organization of the caller';
  end if;
  if (select count(*) from storage_quota where organization_id = any (chain)) < cardinality(chain) then
    insert into storage_quota (organization_id) select unnest(chain) on conflict do nothing;
  end if;
  perform from storage_quota where organization_id = any (chain) order by organization_id for update;
  if reserve > 0 then
    select organization_id into full_one from storage_quota
      where organization_id = any (chain) and subtree_used_bytes + subtree_reserved_bytes + reserve > quota_bytes
      order by array_position(chain, organization_id) desc limit 1;
    if full_one is not null then
      return full_one;
    end if;
  end if;
  update storage_quota set
    subtree_reserved_bytes = greatest(subtree_reserved_bytes + reserve, 0),
    subtree_used_bytes = greatest(subtree_used_bytes + keep, 0),
    reserved_bytes = case when organization_id = home then greatest(reserved_bytes + reserve, 0) else reserved_bytes end,
    used_bytes = case when organization_id = home then greatest(used_bytes + keep, 0) else used_bytes end
    where organization_id = any (chain);
  return null;
end $$;
revoke execute on function charge_storage from public;
grant execute on function charge_storage to groundwork_app, groundwork_system;
do $$
begin
  execute format('create policy owner_charges on storage_quota for all to %I using (true) with check (true)', current_user);
end $$;

-- What words a text has. One of a million different words is more than an index takes: of it the front counts.
create function text_words(content text) returns tsvector language plpgsql immutable parallel safe as $$
begin
  return to_tsvector('simple', content);
exception when program_limit_exceeded then
  return to_tsvector('simple', left(content, 150000));
end $$;
create index blob_text_words_idx on blob_text using gin (text_words(content));

-- The bytes of an organization that hold these words, the latest first. The index only helps whom no policy stands in front of, as
-- searching for words could tell of rows that are not the caller's; so the tables' owner searches, in one organization of the caller's.
create function blobs_with_words(home uuid, words text, most int) returns table (blob_id uuid)
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  reachable uuid[] := nullif(current_setting('app.org_ids', true), '')::uuid[];
begin
  if reachable is not null and not home = any (reachable) then
    return;
  end if;
  return query select t.blob_id from blob_text t
    where t.organization_id = home and text_words(t.content) @@ websearch_to_tsquery('simple', words)
    order by t.blob_id desc limit most;
end $$;
revoke execute on function blobs_with_words from public;
grant execute on function blobs_with_words to groundwork_app, groundwork_system;
do $$
begin
  execute format('create policy owner_searches on blob_text for select to %I using (true)', current_user);
end $$;

-- Evidence stays as it is, whichever door the change comes by: also where it would only go along with its folder.
create function refuse_held_change() returns trigger language plpgsql as $$
begin
  raise exception 'under legal hold' using errcode = 'GW001';
end $$;
create function refuse_held_version() returns trigger language plpgsql as $$
begin
  if exists (select from file f where f.organization_id = old.organization_id and f.id = old.file_id and f.legal_hold) then
    raise exception 'under legal hold' using errcode = 'GW001';
  end if;
  return old;
end $$;
create trigger file_held_update before update on file for each row
  when (old.legal_hold and new.legal_hold and (new.status = 'purged' or (old.deleted_at is null and new.deleted_at is not null)
    or (old.original_filename, old.folder_id, old.custom_fields, old.entity_type, old.entity_id)
      is distinct from (new.original_filename, new.folder_id, new.custom_fields, new.entity_type, new.entity_id)))
  execute function refuse_held_change();
create trigger file_held_delete before delete on file for each row when (old.legal_hold) execute function refuse_held_change();
create trigger file_version_held_delete before delete on file_version for each row
  when (old.status not in ('receiving', 'failed')) execute function refuse_held_version();

-- What lies below counts above as well.
update storage_quota q set subtree_used_bytes = s.used, subtree_reserved_bytes = s.reserved
  from (select above.id, sum(b.used_bytes) as used, sum(b.reserved_bytes) as reserved
    from organization above join organization below on below.path like above.path || '%'
    join storage_quota b on b.organization_id = below.id group by above.id) s
  where s.id = q.organization_id;

alter table file force row level security;
alter table file_version force row level security;
alter table storage_quota force row level security;
alter table organization force row level security;
alter table blob force row level security;
alter table outbox_event force row level security;

-- Always last: tells a resumed run that this migration is whole.
comment on table organization is '20261121122614_storage_service';

-- Whoever owns the tables may be bound by their policies; here all rows are to be seen. Bytes first, as whoever ends a scan goes.
alter table blob no force row level security;
alter table file_version no force row level security;
-- A scan of what is held back moves the moment of its verdict, not that since which it is held.
-- AlterTable
ALTER TABLE "file_version" ADD COLUMN     "held_since" TIMESTAMPTZ(3);

update file_version v set held_since = coalesce(b.scanned_at, v.created_at)
  from blob b where b.organization_id = v.organization_id and b.id = v.blob_id and v.status in ('quarantined', 'unscannable');
alter table file_version force row level security;
alter table blob force row level security;
-- Always last: tells a resumed run that this migration is whole.
comment on table organization is '20261122005000_held_since';

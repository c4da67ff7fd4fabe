-- Whoever owns the table may be bound by its policy; here all rows are to be seen.
alter table file_share no force row level security;
-- AlterTable
ALTER TABLE "file_share" ADD COLUMN     "end_told_at" TIMESTAMPTZ(3);

-- Of what is over by now nobody looks at anything any more.
update file_share set end_told_at = now() where expires_at <= now();
create index file_share_ending_idx on file_share (expires_at) where expires_at is not null and end_told_at is null;
alter table file_share force row level security;
-- Always last: tells a resumed run that this migration is whole.
comment on table organization is '20261122192500_told_ends_of_shares';

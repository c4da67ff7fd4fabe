-- What is somebody's own is found without going through what is not, as what they uploaded was. By itself, for a lock on files that is
-- asked for behind locks on the trail would wait for writers who wait for the trail.
create index file_created_by_idx on file (organization_id, created_by_id, created_at, id) where deleted_at is null;
-- Always last: tells a resumed run that this migration is whole.
comment on table organization is '20261122230200_files_of_their_makers';

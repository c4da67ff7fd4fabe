-- What an undo had to leave may be taken back by another one, once nothing stands in its way.
alter table data_job add column undo_left integer not null default 0;
-- What a job did to each row is kept for years, not for ever.
alter table data_job add column history_gone boolean not null default false;
-- By one at a time; those that are over are in nobody's way.
drop index data_job_one_undo_key;
create unique index data_job_one_undo_key on data_job (organization_id, undo_of_id)
  where undo_of_id is not null and status in ('PENDING', 'RUNNING');
-- Always last: tells a resumed run that this migration is whole.
comment on table organization is '20261122004000_undo_of_what_was_left';

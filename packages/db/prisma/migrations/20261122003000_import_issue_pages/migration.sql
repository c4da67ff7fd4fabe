-- Issues are paged through by their key alone. Of a table that was empty when its statistics were taken the planner expects one row, finds
-- it by this index as well, and then sorts all of a job's issues for each that it steps to.
drop index import_issue_row_idx;
-- Always last: tells a resumed run that this migration is whole.
comment on table organization is '20261122003000_import_issue_pages';

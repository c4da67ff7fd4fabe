-- Whoever asks waits for the disk as it commits, and for what has committed before: a word in the log makes it a transaction that writes.
create function confirm_versions(versions uuid[]) returns void
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_logical_emit_message(true, 'groundwork', '');
  if (select count(*) from file_version where id = any (versions)) < cardinality(versions) then
    raise exception 'a version that was committed is not there' using errcode = 'GW003';
  end if;
end $$;
revoke execute on function confirm_versions from public;
grant execute on function confirm_versions to groundwork_system;

-- Always last: tells a resumed run that this migration is whole.
comment on table organization is '20261122230500_confirm_versions';

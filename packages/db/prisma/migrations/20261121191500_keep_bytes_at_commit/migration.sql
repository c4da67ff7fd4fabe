-- The same as before, and for whoever sends it with the commit and reads no answer any more (`must`): what is to be kept has to fit,
-- and what does not ends the transaction. The detail says whether it is the organization itself that has no room, or one above it.
drop function charge_storage(uuid, uuid[], bigint, bigint);
create function charge_storage(home uuid, chain uuid[], reserve bigint, keep bigint, must boolean default false) returns uuid
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  reachable uuid[] := nullif(current_setting('app.org_ids', true), '')::uuid[];
  asked bigint := case when must then reserve + keep else reserve end;
  full_one uuid;
begin
  if not home = any (chain) or (reachable is not null and not home = any (reachable)) then
    raise insufficient_privilege using message = 'not an organization of the caller';
  end if;
  if (select count(*) from storage_quota where organization_id = any (chain)) < cardinality(chain) then
    insert into storage_quota (organization_id) select unnest(chain) on conflict do nothing;
  end if;
  perform from storage_quota where organization_id = any (chain) order by organization_id for update;
  if asked > 0 then
    select organization_id into full_one from storage_quota
      where organization_id = any (chain) and subtree_used_bytes + subtree_reserved_bytes + asked > quota_bytes
      order by array_position(chain, organization_id) desc limit 1;
    if full_one is not null and must then
      raise exception 'not enough storage' using errcode = 'GW002',
        detail = case when full_one = home then 'own' else 'above' end;
    elsif full_one is not null then
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

-- Always last: tells a resumed run that this migration is whole.
comment on table organization is '20261121191500_keep_bytes_at_commit';

import type { UnitOfWork } from '../work/contract.ts'

/** A quota that is near a threshold, or that people were told of before. */
export interface WatchedQuota {
  readonly organization: string
  readonly quotaBytes: number
  readonly usedBytes: number
  readonly warningThreshold: number
  readonly warned: number
}

type Numbers<K extends string> = Record<K, string | number>

/** Locked until the transaction ends; those that somebody else judges at the moment are left out. */
export async function watchedQuotas(
  work: UnitOfWork,
  { after, limit, critical }: { readonly after: string | null; readonly limit: number; readonly critical: number },
): Promise<WatchedQuota[]> {
  const rows = await work.query<{ id: string } & Numbers<'quota' | 'used' | 'threshold' | 'warned'>>(
    `select organization_id as id, quota_bytes as quota, subtree_used_bytes as used, warning_threshold as threshold,
       warned_percent as warned
     from storage_quota
     where (warned_percent > 0 or subtree_used_bytes * 100 >= quota_bytes::numeric * least(warning_threshold, $1))
       and subtree_used_bytes + warned_percent > 0 and ($2::uuid is null or organization_id > $2)
     order by organization_id limit $3 for update skip locked`,
    [critical, after, limit],
  )
  return rows.map(({ id, quota, used, threshold, warned }) => ({
    organization: id,
    quotaBytes: Number(quota),
    usedBytes: Number(used),
    warningThreshold: Number(threshold),
    warned: Number(warned),
  }))
}

export async function setWarned(work: UnitOfWork, organization: string, percent: number): Promise<void> {
  await work.query('update storage_quota set warned_percent = $2 where organization_id = $1', [organization, percent])
}

export interface QuotaChanges {
  readonly quotaBytes?: number | undefined
  readonly warningThreshold?: number | undefined
}

/** How much there may be, and from where people are warned. Its row is there already. */
export async function changeQuota(
  work: UnitOfWork,
  organization: string,
  { quotaBytes, warningThreshold }: QuotaChanges,
): Promise<void> {
  await work.query(
    `update storage_quota set quota_bytes = coalesce($2, quota_bytes), warning_threshold = coalesce($3, warning_threshold)
     where organization_id = $1`,
    [organization, quotaBytes ?? null, warningThreshold ?? null],
  )
}

/** The tops of the trees of organizations, a page at a time. */
export async function treeRoots(work: UnitOfWork, after: string | null, limit: number): Promise<string[]> {
  const rows = await work.query<{ id: string }>(
    `select id from organization where parent_id is null and ($1::uuid is null or id > $1) order by id limit $2`,
    [after, limit],
  )
  return rows.map(({ id }) => id)
}

/** What was counted of an organization, and what stood there. */
export interface QuotaDrift {
  readonly organization: string
  readonly used: { readonly was: number; readonly is: number }
  readonly reserved: { readonly was: number; readonly is: number }
}

/** What an organization itself keeps and has set aside, counted anew. */
const countedOwn = `select o.id,
    (select coalesce(sum(b.bytes), 0) from blob b where b.organization_id = o.id and b.removed_at is null) as used,
    (select coalesce(sum(v.reserved_bytes), 0) from file_version v where v.organization_id = o.id and v.reserved_bytes > 0)
      + (select coalesce(sum(s.reserved_bytes), 0) from upload_session s where s.organization_id = o.id) as reserved
  from organization o where o.path like $1 || '%'`

/**
 * Counts a tree of organizations anew and puts right what differs. All its quotas are locked first, as everything that changes
 * them does; so nothing can be counted twice or not at all. Says what was wrong.
 */
export async function recountTree(work: UnitOfWork, root: string): Promise<QuotaDrift[]> {
  const [top] = await work.query<{ path: string }>('select path from organization where id = $1', [root])
  if (!top) return []
  await work.query(
    `insert into storage_quota (organization_id) select id from organization where path like $1 || '%' on conflict do nothing`,
    [top.path],
  )
  await work.query(
    `select 1 as held from storage_quota where organization_id in (select id from organization where path like $1 || '%')
     order by organization_id for update`,
    [top.path],
  )
  const wrong = await work.query<{ id: string } & Numbers<'used_was' | 'used_is' | 'reserved_was' | 'reserved_is'>>(
    `with own as (${countedOwn}), drift as (
       select q.organization_id, q.used_bytes as used_was, q.reserved_bytes as reserved_was, own.used, own.reserved
       from storage_quota q join own on own.id = q.organization_id
       where q.used_bytes <> own.used or q.reserved_bytes <> own.reserved)
     update storage_quota q set used_bytes = d.used, reserved_bytes = d.reserved from drift d
     where q.organization_id = d.organization_id
     returning q.organization_id as id, d.used_was, q.used_bytes as used_is, d.reserved_was, q.reserved_bytes as reserved_is`,
    [top.path],
  )
  await sumSubtree(work, top.path)
  return wrong.map((row) => ({
    organization: row.id,
    used: { was: Number(row.used_was), is: Number(row.used_is) },
    reserved: { was: Number(row.reserved_was), is: Number(row.reserved_is) },
  }))
}

/** Sums anew what lies at and below each organization of a tree. Says how many sums were wrong. */
export async function sumSubtree(work: UnitOfWork, path: string): Promise<number> {
  const wrong = await work.query(
    `update storage_quota q set subtree_used_bytes = s.used, subtree_reserved_bytes = s.reserved
     from (select above.id, sum(b.used_bytes) as used, sum(b.reserved_bytes) as reserved
       from organization above join organization below on starts_with(below.path, above.path)
       join storage_quota b on b.organization_id = below.id
       where above.path like $1 || '%' and below.path like $1 || '%' group by above.id) s
     where s.id = q.organization_id and (q.subtree_used_bytes <> s.used or q.subtree_reserved_bytes <> s.reserved)
     returning q.organization_id`,
    [path],
  )
  return wrong.length
}

/** The sums above a place in the tree lose what is at and below an organization, and those above another place gain it. */
export async function shiftSubtree(
  work: UnitOfWork,
  {
    organization,
    from,
    to,
  }: { readonly organization: string; readonly from: readonly string[]; readonly to: readonly string[] },
): Promise<void> {
  await work.query('insert into storage_quota (organization_id) select unnest($1::uuid[]) on conflict do nothing', [
    [organization, ...from, ...to],
  ])
  await work.query(
    `select 1 as held from storage_quota where organization_id = any($1::uuid[]) order by organization_id for update`,
    [[organization, ...from, ...to]],
  )
  await work.query(
    `update storage_quota q set
       subtree_used_bytes = greatest(q.subtree_used_bytes + s.sign * m.subtree_used_bytes, 0),
       subtree_reserved_bytes = greatest(q.subtree_reserved_bytes + s.sign * m.subtree_reserved_bytes, 0)
     from storage_quota m, (select id, -1 as sign from unnest($2::uuid[]) id where not id = any($3::uuid[])
       union all select id, 1 from unnest($3::uuid[]) id where not id = any($2::uuid[])) s
     where m.organization_id = $1 and q.organization_id = s.id`,
    [organization, from, to],
  )
}

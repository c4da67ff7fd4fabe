import type { JsonObject } from '@groundwork/domain'
import type { Lease } from '../file/file-version.ts'
import type { UnitOfWork } from '../work/contract.ts'

/** Which job is meant: the organization is in every key of a tenant table. */
export interface JobKey {
  readonly organization: string
  readonly job: string
}

export async function insertDataJobLease(
  work: UnitOfWork,
  { organization, job, apiKey }: JobKey & { readonly apiKey: string | null },
): Promise<void> {
  await work.query('insert into data_job_lease (organization_id, job_id, api_key_id) values ($1, $2, $3)', [
    organization,
    job,
    apiKey,
  ])
}

export interface TakenJob extends JobKey {
  readonly cursor: JsonObject | null
  /** Starts before this one that ended in silence, since the last checkpoint. */
  readonly attempts: number
  readonly isCancelAsked: boolean
  readonly apiKey: string | null
}

/** Any number, as long as everybody who chooses a job uses the same: two at once would both see a free place. */
const choosing = 7_251_903_132

/** Nobody is at it, and what it reads has been scanned. */
const isDue = `job.status in ('PENDING', 'RUNNING') and (lease.until is null or lease.until <= now())
  and not exists (
    select from jsonb_each_text(job.input_files) given join file on file.id = given.value::uuid
    where file.organization_id = job.organization_id and file.status in ('pending', 'receiving', 'stored', 'scanning'))`

/**
 * Takes the job whose turn it is: of the organization with the fewest under way, then of the one that has waited longest for a turn,
 * its oldest. What is under way but whose lease has run out is due like what waits. Null when nothing is due.
 */
export async function takeDueJob(
  work: UnitOfWork,
  { token, seconds, perOrganization }: Lease & { readonly perOrganization: number },
): Promise<TakenJob | null> {
  await work.query('select pg_advisory_xact_lock($1)', [choosing])
  const [taken] = await work.query<TakenJob>(
    `with busy as (
       select organization_id, count(*) as jobs from data_job_lease where token is not null and until > now() group by 1
     ), due as (
       select job.organization_id, job.id, job.status, job.created_at from data_job job
       join data_job_lease lease on lease.organization_id = job.organization_id and lease.job_id = job.id
       where ${isDue}
     ), turn as (
       select organization_id,
         (select max(taken_at) from data_job_lease lease where lease.organization_id = waiting.organization_id) as last
       from (select distinct organization_id from due) waiting
     ), chosen as (
       select due.* from due join turn using (organization_id) left join busy using (organization_id)
       where coalesce(busy.jobs, 0) < $3
       order by coalesce(busy.jobs, 0), turn.last nulls first, due.created_at, due.id limit 1
     )
     update data_job_lease lease
     set token = $1, until = now() + make_interval(secs => $2), taken_at = clock_timestamp(),
       attempts = attempts + (chosen.status = 'RUNNING')::int
     from chosen where lease.organization_id = chosen.organization_id and lease.job_id = chosen.id
     returning lease.organization_id as organization, lease.job_id as job, lease.cursor, lease.attempts,
       lease.cancel_asked_at is not null as "isCancelAsked", lease.api_key_id as "apiKey"`,
    [token, seconds, perOrganization],
  )
  return taken ?? null
}

/** How a lease stands: `cancelled` is held as well, and somebody wants the job to end. */
export type LeaseStanding = 'held' | 'cancelled' | 'lost'

/** Keeps the lease, and the job from anybody else. With a cursor it is a checkpoint: the job has come further, so it may try again. */
export async function extendDataJobLease(
  work: UnitOfWork,
  { organization, job, token, seconds, cursor }: JobKey & Lease & { readonly cursor?: JsonObject | undefined },
): Promise<LeaseStanding> {
  const [lease] = await work.query<{ isCancelAsked: boolean }>(
    `update data_job_lease set until = now() + make_interval(secs => $4), cursor = coalesce($5::jsonb, cursor),
       attempts = case when $5::jsonb is null then attempts else 0 end
     where organization_id = $1 and job_id = $2 and token = $3
     returning cancel_asked_at is not null as "isCancelAsked"`,
    [organization, job, token, seconds, cursor === undefined ? null : JSON.stringify(cursor)],
  )
  return standingOf(lease)
}

function standingOf(lease: { readonly isCancelAsked: boolean } | undefined): LeaseStanding {
  if (!lease) return 'lost'
  return lease.isCancelAsked ? 'cancelled' : 'held'
}

/**
 * Gives the lease back, for good or to be taken again after a pause. Where it was lost, whoever has it now has the say; what was
 * cancelled may have come to its end before it heard of that.
 */
export async function endDataJobLease(
  work: UnitOfWork,
  { organization, job, token, pauseSeconds = 0 }: JobKey & { readonly token: string; readonly pauseSeconds?: number },
): Promise<LeaseStanding> {
  const [lease] = await work.query<{ isCancelAsked: boolean }>(
    `update data_job_lease set token = null, until = now() + make_interval(secs => $4)
     where organization_id = $1 and job_id = $2 and token = $3
     returning cancel_asked_at is not null as "isCancelAsked"`,
    [organization, job, token, pauseSeconds],
  )
  return standingOf(lease)
}

/** A new start, from where it stood or from the beginning. */
export async function renewDataJobLease(
  work: UnitOfWork,
  { organization, job, isFromStart }: JobKey & { readonly isFromStart: boolean },
): Promise<void> {
  await work.query(
    `update data_job_lease set token = null, until = null, attempts = 0, cancel_asked_at = null, offered_at = now(),
       cursor = case when $3 then null else cursor end
     where organization_id = $1 and job_id = $2`,
    [organization, job, isFromStart],
  )
}

/** Whoever works on it sees it at the next checkpoint or beat of its lease, and whoever takes it next before anything else. */
export async function askDataJobToCancel(work: UnitOfWork, { organization, job }: JobKey): Promise<void> {
  await work.query(
    `update data_job_lease set cancel_asked_at = coalesce(cancel_asked_at, now()) where organization_id = $1 and job_id = $2`,
    [organization, job],
  )
}

/** Of what is wrong with a file; each with a row of it. */
const mostForgotten = 2000

/**
 * Throws away what an import has noted, behind `after`: a new start counts from nothing. As much as one statement can bear; gives the place
 * to go on behind, null where nothing is left.
 */
export async function forgetDataJobTraces(
  work: UnitOfWork,
  { organization, job, after }: JobKey & { readonly after: string | null },
): Promise<string | null> {
  await work.query('delete from import_chunk where organization_id = $1 and job_id = $2', [organization, job])
  const [page] = await work.query<{ count: number; last: string | null }>(
    `select count(*)::int as count, max(id)::text as last from (
       select id from import_issue where organization_id = $1 and job_id = $2 and id > coalesce($3::bigint, 0)
       order by id limit $4
     ) page`,
    [organization, job, after, mostForgotten],
  )
  // By their range, not one by one: of a table that has just grown the planner knows too little.
  await work.query(
    `delete from import_issue where organization_id = $1 and job_id = $2 and id > coalesce($3::bigint, 0) and id <= $4::bigint`,
    [organization, job, after, page?.last ?? null],
  )
  return page && page.count === mostForgotten ? page.last : null
}

/**
 * Jobs that nobody works on although they are due, the oldest first: their process died, or the news of them was lost. Noted as
 * offered, so that the next sweep takes others.
 */
export function offerIdleJobs(
  work: UnitOfWork,
  { afterSeconds, limit }: { readonly afterSeconds: number; readonly limit: number },
): Promise<JobKey[]> {
  return work.query<JobKey>(
    `update data_job_lease lease set offered_at = now()
     from (
       select lease.organization_id, lease.job_id from data_job job
       join data_job_lease lease on lease.organization_id = job.organization_id and lease.job_id = job.id
       where ${isDue}
         and (lease.offered_at <= now() - make_interval(secs => $1) or job.status = 'RUNNING')
       order by lease.offered_at limit $2 for update of lease skip locked
     ) idle
     where lease.organization_id = idle.organization_id and lease.job_id = idle.job_id
     returning lease.organization_id as organization, lease.job_id as job`,
    [afterSeconds, limit],
  )
}

/** Those that are not over and read one of these files. */
export const dataJobsReading = (work: UnitOfWork, files: readonly string[]): Promise<JobKey[]> =>
  work.query<JobKey>(
    `select distinct job.organization_id as organization, job.id as job
     from data_job job cross join lateral jsonb_each_text(job.input_files) given
     where job.status in ('PENDING', 'RUNNING') and given.value = any($1::text[])`,
    [files],
  )

/** The key that a job was asked for with, and whose rights it is done with; null where somebody asked in person. */
export async function apiKeyOfDataJob(work: UnitOfWork, { organization, job }: JobKey): Promise<string | null> {
  const [lease] = await work.query<{ apiKey: string | null }>(
    'select api_key_id as "apiKey" from data_job_lease where organization_id = $1 and job_id = $2',
    [organization, job],
  )
  return lease?.apiKey ?? null
}

/** Held until the transaction ends. */
export async function lockDataJobLease(work: UnitOfWork, { organization, job }: JobKey): Promise<void> {
  await work.query('select from data_job_lease where organization_id = $1 and job_id = $2 for update', [
    organization,
    job,
  ])
}

import {
  ImportSession,
  type Resource,
  recentDays,
  type StatisticsQuestion,
  StoredFile,
  scopeOfField,
  statisticsDays,
} from '@groundwork/domain'
import { Parameters } from '../connection/statement.ts'
import { scopeOf } from '../query/actor-scope.ts'
import { scopeCondition } from '../query/scope-condition.ts'
import type { UnitOfWork } from '../work/contract.ts'

/** Of one day, or, where the day is null, of all of them. */
export interface SessionCounts {
  readonly day: string | null
  readonly files: number
  readonly stat: number
  readonly recap: number
  readonly recent: number
  readonly sessions: number
  readonly pending: number
  readonly running: number
  readonly done: number
  readonly error: number
}

/**
 * Counts sessions and the files that they name, as far as the caller may view the ones and the others, by one statement. A file's type
 * is the part that it plays; one that plays it in several sessions is one file. What stands in a field that is closed to the caller
 * counts for nothing: a session of a closed status is neither done nor an error.
 */
export function countSessions(
  work: UnitOfWork,
  { organization, country, now }: StatisticsQuestion & { readonly now: Date },
): Promise<SessionCounts[]> {
  const { actor } = work.context
  const parameters = new Parameters()
  const home = parameters.param(organization, 'uuid')
  const at = `(${parameters.param(now.toISOString(), 'timestamptz')} at time zone 'utc')`
  const isSeen = (resource: Resource) => scopeCondition(scopeOf(actor, 'view', resource), resource, 't', parameters)
  const isOpen = (resource: Resource, field: string) =>
    scopeCondition(scopeOfField(scopeOf(actor, 'view', resource), resource, field), resource, 't', parameters)
  const ofSession = (field: string, column: string) => `case when ${isOpen(ImportSession, field)} then t.${column} end`
  const isThere =
    country === undefined
      ? 'true'
      : `t.country_id = ${parameters.param(country, 'text')} and ${isOpen(ImportSession, 'country')}`
  return work.query<SessionCounts>(
    `with s as materialized (
       select ${ofSession('statFile', 'stat_file_id')} as stat_file_id, ${ofSession('recapFile', 'recap_file_id')} as recap_file_id,
         ${ofSession('status', 'status')} as status, ${ofSession('completedAt', 'completed_at')} at time zone 'utc' as ended_at
       from import_session t
       where t.organization_id = ${home} and t.deleted_at is null and ${isThere} and ${isSeen(ImportSession)}),
     f as materialized (
       select t.id, p.part, case when ${isOpen(StoredFile, 'createdAt')} then t.created_at end at time zone 'utc' as made_at from file t
       join (select stat_file_id as id, 'stat' as part from s union select recap_file_id, 'recap' from s) p on p.id = t.id
       where t.organization_id = ${home} and t.deleted_at is null and ${isSeen(StoredFile)}),
     days as (select (${at}::date - back) as day from generate_series(0, ${statisticsDays - 1}) back)
     select null as day, (select count(distinct id)::integer from f) as files,
       (select count(*) filter (where part = 'stat')::integer from f) as stat,
       (select count(*) filter (where part = 'recap')::integer from f) as recap,
       (select count(distinct id)::integer from f where made_at >= ${at} - interval '${recentDays} days') as recent,
       count(*)::integer as sessions, count(*) filter (where status = 'PENDING')::integer as pending,
       count(*) filter (where status = 'RUNNING')::integer as running, count(*) filter (where status = 'DONE')::integer as done,
       count(*) filter (where status = 'ERROR')::integer as error from s
     union all
     select days.day::text, coalesce(made.files, 0), coalesce(made.stat, 0), coalesce(made.recap, 0), 0, 0, 0, 0,
       coalesce(ended.done, 0), coalesce(ended.error, 0) from days
     left join (select made_at::date as day, count(distinct id)::integer as files, count(*) filter (where part = 'stat')::integer as stat,
         count(*) filter (where part = 'recap')::integer as recap from f group by 1) made using (day)
     left join (select ended_at::date as day, count(*) filter (where status = 'DONE')::integer as done,
         count(*) filter (where status = 'ERROR')::integer as error from s group by 1) ended using (day)
     order by day nulls first`,
    parameters.values,
  )
}

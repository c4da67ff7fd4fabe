import { createHash } from 'node:crypto'
import { countSessions, type SessionCounts, type WorkContext } from '@groundwork/db'
import {
  ImportSession,
  notFound,
  Organization,
  organizationsOf,
  type SessionStatistics,
  type StatisticsQuestion,
  StoredFile,
  scopeFor,
  sessionStatistics,
  statisticsSeconds,
} from '@groundwork/domain'
import { isUnlimited, principalOf } from '../identity/acting.ts'
import type { EngineServices } from '../resource/verbs.ts'
import type { AnswerCache } from './answer-cache.ts'

export interface StatisticsServices extends EngineServices {
  readonly answers: AnswerCache
  readonly clock: () => Date
}

/**
 * How many sessions and files there are, and how they fared (seed 002, Dashboard Module Integration). An answer stands for
 * five minutes, by the question and by what the caller may view: nobody is given what others see, nor what they themselves no longer may.
 */
export async function importSessionStatistics(
  services: StatisticsServices,
  context: WorkContext,
  question: StatisticsQuestion,
): Promise<SessionStatistics> {
  const { answers, database, clock } = services
  await requireOrganization(services, context, question.organization)
  const key = keyOf(context, question)
  const kept = await answers.get(key)
  if (kept !== null) return sessionStatistics.parse(JSON.parse(kept))
  const now = clock()
  const counts = await database.look(context, (work) => countSessions(work, { ...question, now }))
  const answer = statisticsOf(counts, now)
  await answers.set(key, JSON.stringify(answer), statisticsSeconds)
  return answer
}

/** Another's organization is none at all; of one's own, what one may not view is not counted. */
async function requireOrganization(
  { database }: EngineServices,
  context: WorkContext,
  organization: string,
): Promise<void> {
  if (isUnlimited(context)) await database.reader(context).get(Organization, organization)
  else if (!organizationsOf(principalOf(context)).includes(organization)) throw notFound('organization')
}

/** By the question and by the rows that the caller may view. Hashed, for rules may hold names of people. */
function keyOf(context: WorkContext, { organization, country }: StatisticsQuestion): string {
  const scopes = isUnlimited(context)
    ? 'all'
    : [ImportSession, StoredFile].map((resource) => scopeFor(principalOf(context), 'view', resource))
  return createHash('sha256')
    .update(JSON.stringify([organization, country ?? null, scopes]))
    .digest('base64url')
}

function statisticsOf([all, ...days]: readonly SessionCounts[], now: Date): SessionStatistics {
  if (!all) throw new Error('Counts of everything always come')
  const { files: total, stat, recap, recent: recentUploads, sessions, pending, running, done, error } = all
  const told = days.map(({ day, ...counts }) => ({ ...counts, day: day ?? '' }))
  return {
    asOf: now.toISOString(),
    files: { total, stat, recap, recentUploads, perDay: told.map(({ day, stat, recap }) => ({ day, stat, recap })) },
    sessions: {
      total: sessions,
      pending,
      running,
      done,
      error,
      perDay: told.map(({ day, done, error }) => ({ day, done, error })),
    },
  }
}

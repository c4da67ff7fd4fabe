import { z } from 'zod'

/** So many days are told one by one, the last of them today (UTC). */
export const statisticsDays = 30
/** An upload is recent for so long (seed 002, `recent_uploads`). */
export const recentDays = 7
/** An answer stands for so long (seed 002, Caching Integration). */
export const statisticsSeconds = 300

const counted = z.int().min(0)
const day = z.iso.date()

/** What a dashboard shows of sessions and their files (seed 002, File Statistics): as far as the caller may view them. */
export const sessionStatistics = z.object({
  /** When this was counted. */
  asOf: z.iso.datetime(),
  files: z.object({
    total: counted,
    stat: counted,
    recap: counted,
    recentUploads: counted,
    perDay: z.array(z.object({ day, stat: counted, recap: counted })),
  }),
  sessions: z.object({
    total: counted,
    pending: counted,
    running: counted,
    done: counted,
    error: counted,
    perDay: z.array(z.object({ day, done: counted, error: counted })),
  }),
})
export type SessionStatistics = z.infer<typeof sessionStatistics>

/** Whose sessions are counted. */
export const statisticsQuestion = z.strictObject({
  organization: z.uuid(),
  /** Of all countries that the caller may see, where none is named. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'Two capital letters')
    .optional(),
})
export type StatisticsQuestion = z.infer<typeof statisticsQuestion>

import type { JsonObject } from '../resource/json-object.ts'
import type { ImportSessionRow } from './import-session.ts'

/** The two files of a session (seed 002, `stat_file` and `recap_file`). */
export const sessionParts = ['stat', 'recap'] as const
export type SessionPart = (typeof sessionParts)[number]

interface Step {
  readonly part: SessionPart
  /** The resource whose rows it makes. */
  readonly target: 'client' | 'policy' | 'claim'
  /** The column that tells one row from all others. */
  readonly match: string
  /** A client stands in the file once for each of their policies. */
  readonly isRepeated?: true
}

/** What a session does, one after the other: a policy names its client, and a claim its policy. */
const steps: readonly Step[] = [
  { part: 'stat', target: 'client', match: 'client_number', isRepeated: true },
  { part: 'stat', target: 'policy', match: 'policy_number' },
  { part: 'recap', target: 'claim', match: 'claim_number' },
]

type Given = Pick<ImportSessionRow, 'country'> & {
  readonly statFile?: string | null | undefined
  readonly recapFile?: string | null | undefined
}

/** A step of one session: a data job that imports. */
export interface SessionStep {
  readonly target: Step['target']
  readonly file: string
  readonly parameters: JsonObject
}

export const fileOfPart = ({ statFile, recapFile }: Given, part: SessionPart): string | null =>
  (part === 'stat' ? statFile : recapFile) ?? null

/** The steps of a session, in their order: of a file that it has not there are none. */
export const stepsOfSession = (session: Given): readonly SessionStep[] =>
  steps.flatMap(({ part, target, match, isRepeated }) => {
    const file = fileOfPart(session, part)
    if (file === null) return []
    const fixed = { country: session.country }
    return [
      {
        target,
        file,
        parameters: { mode: 'upsert', match: [match], fixed, ...(isRepeated && { repeated: 'skip' }), dry_run: false },
      },
    ]
  })

/** The resources whose rows a session makes of a file of this kind. */
export const targetsOfPart = (part: SessionPart): readonly string[] =>
  steps.filter((step) => step.part === part).map(({ target }) => target)

/** What comes after the step that makes rows of this kind; undefined after the last. */
export function stepAfter(session: Given, target: string): SessionStep | undefined {
  const own = stepsOfSession(session)
  const place = own.findIndex((step) => step.target === target)
  return place < 0 ? undefined : own[place + 1]
}

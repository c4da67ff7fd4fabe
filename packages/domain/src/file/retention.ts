import type { RetentionRule, SettledRules } from './storage-rules.ts'

const dayMs = 24 * 60 * 60 * 1000

/** What decides for how long a file is kept. */
export interface KeptFile {
  readonly system: string
  readonly objectType: string
  readonly createdAt: string
}

/** The rule for this kind of object before the one for its whole system; of two alike the first. */
function ruleFor(rules: readonly RetentionRule[], { system, objectType }: KeptFile): RetentionRule | undefined {
  const ofSystem = rules.filter((rule) => rule.system === system)
  return ofSystem.find((rule) => rule.objectType === objectType) ?? ofSystem.find(({ objectType: any }) => any === null)
}

/** Until when the bytes of a file are kept by the rules as they stand; null where no rule keeps it. */
export function retainedUntil({ retention }: Pick<SettledRules, 'retention'>, file: KeptFile): Date | null {
  const rule = ruleFor(retention, file)
  return rule?.days ? new Date(new Date(file.createdAt).getTime() + rule.days * dayMs) : null
}

export interface HeldFile extends KeptFile {
  readonly legalHold: boolean
  /** What was promised when it came; a rule that was made shorter since does not take it back. */
  readonly retainUntil: string | null
}

/** What keeps a file from being purged now. */
export type Keep = { readonly reason: 'legal_hold' } | { readonly reason: 'retained'; readonly until: Date }

/** Null when it may go. A hold comes first: it has no end that could be waited for. */
export function keepOf(file: HeldFile, rules: Pick<SettledRules, 'retention'>, now: Date): Keep | null {
  if (file.legalHold) return { reason: 'legal_hold' }
  const ends = [retainedUntil(rules, file), file.retainUntil === null ? null : new Date(file.retainUntil)]
  const until = ends.reduce((latest, end) => (end && (!latest || end > latest) ? end : latest), null)
  return until && until > now ? { reason: 'retained', until } : null
}

import { z } from 'zod'
import { namesOneSubject, type SharePermission, subjectExpected } from './share.ts'

/** What a link opens for whoever has it: to look, to look and keep, or to bring something. */
export const linkKinds = ['view', 'download', 'upload'] as const
export type LinkKind = (typeof linkKinds)[number]

/** A link without a word about its end works for so long. */
export const defaultLinkDays = 14

/** What its maker must be able to pass on; null for a link that shows nothing. */
export const rightOfLink = (kind: LinkKind): SharePermission | null => (kind === 'upload' ? null : kind)

/** Why a link no longer works. */
export type LinkEnd = 'revoked' | 'expired' | 'used_up'

export interface LinkState {
  readonly expiresAt: string | null
  readonly downloadLimit: number | null
  readonly downloadCount: number
  readonly revokedAt: string | null
}

export function linkEnd({ revokedAt, expiresAt, downloadLimit, downloadCount }: LinkState, now: Date): LinkEnd | null {
  if (revokedAt !== null) return 'revoked'
  if (expiresAt !== null && new Date(expiresAt).getTime() <= now.getTime()) return 'expired'
  return downloadLimit !== null && downloadCount >= downloadLimit ? 'used_up' : null
}

export const endAfterDays = (now: Date, days: number): string =>
  new Date(now.getTime() + days * 86_400_000).toISOString()

const terms = {
  name: z.string().trim().min(1).max(120).nullable(),
  password: z.string().min(4).max(200).nullable(),
  /** Null: it never ends by itself. Left out: after `defaultLinkDays`. */
  expiresAt: z.iso.datetime({ offset: true }).nullable(),
  downloadLimit: z.int().min(1).max(1_000_000).nullable(),
}

export const newLink = z
  .strictObject({
    file: z.uuid().optional(),
    folder: z.uuid().optional(),
    kind: z.enum(linkKinds).default('download'),
    name: terms.name.default(null),
    password: terms.password.default(null),
    expiresAt: terms.expiresAt.optional(),
    downloadLimit: terms.downloadLimit.default(null),
  })
  .refine(namesOneSubject, subjectExpected)
  .refine(({ kind, folder }) => kind !== 'upload' || folder !== undefined, {
    path: ['folder'],
    message: 'What is brought through a link needs a folder to lie in',
  })
export type NewLink = z.infer<typeof newLink>

export const linkPatch = z.strictObject({
  name: terms.name.optional(),
  /** Null takes the password away. */
  password: terms.password.optional(),
  expiresAt: terms.expiresAt.optional(),
  downloadLimit: terms.downloadLimit.optional(),
})
export type LinkPatch = z.infer<typeof linkPatch>

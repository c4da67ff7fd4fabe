import { z } from 'zod'
import type { Action } from '../access/principal.ts'

/** What may be passed on. Each includes those before it. */
export const sharePermissions = ['view', 'download', 'delete'] as const
export type SharePermission = (typeof sharePermissions)[number]

/** Null: nothing at all. */
export type FileRight = SharePermission | null

const strengthOf = (right: FileRight): number => (right === null ? -1 : sharePermissions.indexOf(right))

export const includes = (right: FileRight, wanted: SharePermission): boolean => strengthOf(right) >= strengthOf(wanted)

export const leastOf = (one: FileRight, other: FileRight): FileRight =>
  strengthOf(one) <= strengthOf(other) ? one : other

/** What somebody may do, in the words of shares, from the actions that reach the row they see. */
export function rightOf(abilities: readonly Action[]): SharePermission {
  if (!abilities.includes('download')) return 'view'
  return abilities.includes('delete') ? 'delete' : 'download'
}

/** The actions beside `view` that a right opens: what the row's `abilities` are for whoever has it. */
export const actionsOfRight = (right: SharePermission): readonly Action[] =>
  sharePermissions.slice(1, strengthOf(right) + 1)

/** A share, and what is true of it at the moment when it is asked about. */
export interface GivenShare {
  readonly id: string
  readonly giver: string
  /** Whom it is for: one user, or all who hold a role there now. */
  readonly receivers: readonly string[]
  readonly permission: SharePermission
  /** Those whom it is for may give it to others. */
  readonly canReshare: boolean
  readonly expiresAt: string | null
  /** The giver may share what it is about by grants of their own, now. */
  readonly isGiversToShare: boolean
}

export interface ShareSituation {
  readonly shares: readonly GivenShare[]
  /** What people may do to the row by their own grants, now. Whoever is disabled or no member stands here with nothing. */
  readonly own: ReadonlyMap<string, FileRight>
  readonly now: Date
}

/** A right that stands on somebody else's. */
export interface SharedRight {
  readonly permission: SharePermission
  /** The share by which it came last. */
  readonly share: string
  /** Whose own grants it stands on in the end. */
  readonly standsFor: string
}

interface Backed {
  readonly permission: SharePermission
  readonly standsFor: string
}

/**
 * What shares give somebody now: of each share the least of what it says and what its giver may pass on, and of all of them
 * the strongest. Null when none is alive.
 */
export function sharedRight(receiver: string, situation: ShareSituation): SharedRight | null {
  const passable = passableByShares(situation)
  return strongestFor(receiver, liveShares(situation), (share) => givenBy(share, situation, passable))
}

/** What one share gives those whom it is for, now. Null: it is dead. */
export function effectOf(share: GivenShare, situation: ShareSituation): FileRight {
  if (isShareExpired(share, situation.now)) return null
  const backed = givenBy(share, situation, passableByShares(situation))
  return leastOf(share.permission, backed?.permission ?? null)
}

/**
 * The most that somebody may pass on by shares that they may re-share. A circle of shares holds nothing up: rights start
 * from people's own grants and only ever become less on their way.
 */
export function reshareableRight(person: string, situation: ShareSituation): SharedRight | null {
  return passableByShares(situation).get(person) ?? null
}

export const isShareExpired = ({ expiresAt }: Pick<GivenShare, 'expiresAt'>, now: Date): boolean =>
  expiresAt !== null && new Date(expiresAt).getTime() <= now.getTime()

const liveShares = ({ shares, now }: ShareSituation) => shares.filter((share) => !isShareExpired(share, now))

type Passable = ReadonlyMap<string, SharedRight>

/** The least fixed point, from nothing upwards. It ends: rights only grow, and there are three of them. */
function passableByShares(situation: ShareSituation): Passable {
  const forOthers = liveShares(situation).filter(({ canReshare }) => canReshare)
  const receivers = new Set(forOthers.flatMap((share) => share.receivers))
  let known: Passable = new Map()
  for (;;) {
    const before = known
    const next = new Map<string, SharedRight>()
    for (const person of receivers) {
      const right = strongestFor(person, forOthers, (share) => givenBy(share, situation, before))
      if (right) next.set(person, right)
    }
    known = next
    if (isSame(before, known)) return known
  }
}

const isSame = (one: Passable, other: Passable) =>
  one.size === other.size && [...one].every(([person, { permission }]) => other.get(person)?.permission === permission)

function strongestFor(
  person: string,
  shares: readonly GivenShare[],
  given: (share: GivenShare) => Backed | null,
): SharedRight | null {
  let strongest: SharedRight | null = null
  for (const share of shares) {
    if (share.giver === person || !share.receivers.includes(person)) continue
    const backed = given(share)
    const permission = backed && leastOf(share.permission, backed.permission)
    if (!backed || !permission || strengthOf(permission) <= strengthOf(strongest?.permission ?? null)) continue
    strongest = { permission, share: share.id, standsFor: backed.standsFor }
  }
  return strongest
}

/** The most that the giver may pass on by this share. */
function givenBy({ giver, isGiversToShare }: GivenShare, { own }: ShareSituation, passable: Passable): Backed | null {
  const mine = isGiversToShare ? (own.get(giver) ?? null) : null
  const passed = passable.get(giver) ?? null
  if (mine !== null && includes(mine, passed?.permission ?? 'view')) return { permission: mine, standsFor: giver }
  return passed
}

/** What a share is about: a file, or a folder with all that lies below it. */
const subject = { file: z.uuid().optional(), folder: z.uuid().optional() }
const moment = z.iso.datetime({ offset: true })

/** Exactly one of the two; also of a link. */
export const namesOneSubject = ({
  file,
  folder,
}: {
  readonly file?: string | undefined
  readonly folder?: string | undefined
}) => (file === undefined) !== (folder === undefined)
export const subjectExpected = { path: ['file'], message: 'Name a file or a folder' }

export const shareSubject = z.strictObject(subject).refine(namesOneSubject, subjectExpected)
export type ShareSubject = z.infer<typeof shareSubject>

const givenShare = {
  /** A role by its id or slug: everybody who holds it in the file's organization, now and later. */
  user: z.uuid().optional(),
  role: z.string().min(1).max(60).optional(),
  permission: z.enum(sharePermissions),
  canReshare: z.boolean().default(false),
  expiresAt: moment.nullable().default(null),
}
const isForOne = ({ user, role }: { readonly user?: string | undefined; readonly role?: string | undefined }) =>
  (user === undefined) !== (role === undefined)
const receiverExpected = { path: ['user'], message: 'Name a user or a role' }

export const shareTerms = z.strictObject(givenShare).refine(isForOne, receiverExpected)
export type ShareTerms = z.infer<typeof shareTerms>

export const newShare = z
  .strictObject({ ...subject, ...givenShare })
  .refine(namesOneSubject, subjectExpected)
  .refine(isForOne, receiverExpected)
export type NewShare = z.infer<typeof newShare>

export const sharePatch = z.strictObject({
  permission: z.enum(sharePermissions).optional(),
  canReshare: z.boolean().optional(),
  expiresAt: moment.nullable().optional(),
})
export type SharePatch = z.infer<typeof sharePatch>

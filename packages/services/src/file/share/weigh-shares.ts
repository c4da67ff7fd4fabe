import { asSystem, type Database, findCallerOfUser, rolesHeldIn, type ShareRow, sharesReaching } from '@groundwork/db'
import {
  effectOf,
  type FileRight,
  type GivenShare,
  organizationsOf,
  type Principal,
  type ShareSituation,
} from '@groundwork/domain'
import { principalOfUser } from '../../identity/build-principal.ts'
import { type SeenTarget, type ShareTarget, seenBy, targetOf } from './share-target.ts'

export interface ShareServices {
  readonly database: Database
  readonly clock: () => Date
}

/** The shares by which a file or folder is reached, with all that decides what they are worth now. */
export interface WeighedShares {
  readonly rows: readonly ShareRow[]
  readonly given: readonly GivenShare[]
  readonly situation: ShareSituation
  /** Those who gave them, as they are now; disabled ones are not among them. */
  readonly givers: ReadonlyMap<string, Principal>
}

/** Whose place among the receivers is asked for: these people's, and for a whole picture that of everybody whom a share names. */
interface Asked {
  readonly people: readonly string[]
  readonly isWhole: boolean
}

/** Asks for every giver what they may do at this moment: a share is worth no more than that, whatever it once was. */
export async function weighShares(
  { database, clock }: ShareServices,
  target: ShareTarget,
  asked: Asked,
): Promise<WeighedShares> {
  const { rows, givers, held } = await findShares(database, target, asked)
  const look = lookOnce(database)
  const own = new Map<string, FileRight>()
  for (const [id, actor] of givers) own.set(id, (await look(actor, target))?.right ?? null)
  const given: GivenShare[] = []
  for (const row of rows) {
    const giver = givers.get(row.createdBy)
    const seen = giver ? await look(giver, targetOf(row)) : null
    given.push(givenOf(row, { mayShare: seen?.mayShare === true, held }))
  }
  return { rows, given, givers, situation: { shares: given, own, now: clock() } }
}

/**
 * What a share gives now; null for a dead one: its giver may no longer do this, it has expired, or whom it names belongs to the
 * organization no more.
 */
export function worthOf({ rows, given, situation }: WeighedShares, index: number): FileRight {
  const share = given[index]
  if (!share || (rows[index]?.user && !share.receivers.length)) return null
  return effectOf(share, situation)
}

interface Held {
  readonly users: ReadonlySet<string>
  readonly byRole: ReadonlyMap<string, readonly string[]>
}

function findShares(database: Database, target: ShareTarget, { people, isWhole }: Asked) {
  return database.withUnitOfWork(asSystem('find what those who shared a file may still do to it'), async (work) => {
    const rows = await sharesReaching(work, target, 'all')
    const [first] = rows
    const named = isWhole ? rows.flatMap(({ user }) => user ?? []) : []
    const everybody = new Set([...rows.map(({ createdBy }) => createdBy), ...people, ...named])
    const givers = new Map<string, Principal>()
    const members = new Set<string>()
    for (const id of first ? everybody : []) {
      const caller = await findCallerOfUser(work, id)
      if (!caller?.isActive) continue
      const principal = principalOfUser(caller)
      givers.set(id, principal)
      if (first && organizationsOf(principal).includes(first.organization)) members.add(id)
    }
    const roles = first ? await rolesHeldIn(work, first.organization, [...members]) : []
    const byRole = new Map<string, string[]>()
    for (const { user, role } of roles) byRole.set(role, [...(byRole.get(role) ?? []), user])
    return { rows, givers, held: { users: members, byRole } satisfies Held }
  })
}

type Look = (actor: Principal, target: ShareTarget) => Promise<SeenTarget | null>

/** What somebody sees of a target is read once, however many shares of theirs are about it. */
function lookOnce(database: Database): Look {
  const seen = new Map<string, Promise<SeenTarget | null>>()
  return (actor, target) => {
    const key = `${actor.userId} ${target.file ?? target.folder}`
    const found = seen.get(key) ?? seenBy(database.reader({ actor }), actor, target)
    seen.set(key, found)
    return found
  }
}

function givenOf(row: ShareRow, { mayShare, held }: { readonly mayShare: boolean; readonly held: Held }): GivenShare {
  const { id, createdBy, permission, canReshare, expiresAt, user, role } = row
  const receivers = user === null ? (held.byRole.get(role ?? '') ?? []) : [user].filter((one) => held.users.has(one))
  return { id, giver: createdBy, receivers, permission, canReshare, expiresAt, isGiversToShare: mayShare }
}

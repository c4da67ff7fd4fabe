import {
  asSystem,
  type Caller,
  findCallerOfUser,
  linksReaching,
  membersOf,
  type ShareRow,
  type WorkContext,
} from '@groundwork/db'
import {
  DomainError,
  type FileRight,
  filterMatcher,
  type Grant,
  grantInWords,
  isOfTheRowAlone,
  leastOf,
  linkEnd,
  type MembershipGrants,
  type Principal,
  rightOf,
  type SharePermission,
  StoredFile,
  scopeFor,
  scopeToFilter,
} from '@groundwork/domain'
import { mayIn } from '../../access/may-in.ts'
import { principalOfUser } from '../../identity/build-principal.ts'
import type { StoredFileRow } from '../upload-intake.ts'
import { findPassable } from './passable-right.ts'
import { type ShareServices, type WeighedShares, weighShares, worthOf } from './weigh-shares.ts'

/** Why somebody reaches a file. */
type AccessReason =
  | { readonly by: 'role'; readonly role: string; readonly right: SharePermission; readonly words: readonly string[] }
  | {
      readonly by: 'share'
      readonly share: string
      readonly right: SharePermission
      readonly givenBy: string
      /** Everybody with this role has it. */
      readonly role: string | null
      /** It is the folder that is shared. */
      readonly folder: string | null
    }

interface PersonWithAccess {
  readonly user: string
  readonly username: string
  readonly right: SharePermission
  readonly reasons: readonly AccessReason[]
}

export interface AccessOfFile {
  readonly people: readonly PersonWithAccess[]
  /** There are more members than are told here. */
  readonly isCut: boolean
  /** Shares that give nothing now: their givers may no longer do what they say. */
  readonly dead: readonly { readonly share: string; readonly givenBy: string; readonly to: string | null }[]
  /** Links that work now: whoever has one needs no account. */
  readonly links: readonly {
    readonly id: string
    readonly kind: string
    readonly name: string | null
    readonly madeBy: string
    readonly expiresAt: string | null
    readonly folder: string | null
  }[]
}

/** As many members are asked about. */
const mostPeople = 500

/**
 * Who can reach a file now, and why: by a role in its organization, or by whose share. For those who may share it, or who may
 * see the members of the organization and what their roles are.
 */
export async function fileAccess(services: ShareServices, context: WorkContext, key: string): Promise<AccessOfFile> {
  const { seen, isTheirsToShare } = await findPassable(services, context, { file: key })
  if (seen.kind !== 'file') throw new Error('A file is seen as a file')
  const { row: file } = seen
  const isAsked = ['membership', 'role'].every((name) => mayIn(context, file.organization, 'view', name))
  if (!isTheirsToShare && !isAsked) {
    throw new DomainError('forbidden', 'You may not see who else has access to this file', {
      reason: 'people_not_yours',
    })
  }
  const { members, links } = await services.database.withUnitOfWork(
    asSystem('tell who reaches a file'),
    async (work) => {
      const ids = await membersOf(work, file.organization, mostPeople + 1)
      const callers: (Caller & { readonly isActive: boolean })[] = []
      for (const id of ids.slice(0, mostPeople)) {
        const caller = await findCallerOfUser(work, id)
        if (caller?.isActive) callers.push(caller)
      }
      const links = await linksReaching(work, key)
      return { members: { callers, isCut: ids.length > mostPeople }, links }
    },
  )
  const weighed = await weighShares(
    services,
    { file: key },
    { people: members.callers.map(({ userId }) => userId), isWhole: true },
  )
  const people: PersonWithAccess[] = []
  for (const caller of members.callers) {
    const person = await personWithAccess(services, { principal: principalOfUser(caller), file, weighed })
    if (person) people.push(person)
  }
  const now = services.clock()
  return {
    people,
    isCut: members.isCut,
    dead: weighed.rows.flatMap((row, index) => (worthOf(weighed, index) === null ? [deadShare(row)] : [])),
    links: links
      .filter((link) => linkEnd(link, now) === null)
      .map(({ id, kind, name, createdByUsername, expiresAt, folder }) => ({
        id,
        kind,
        name,
        madeBy: createdByUsername,
        expiresAt,
        folder,
      })),
  }
}

const deadShare = ({ id, createdByUsername, username, roleName }: ShareRow) => ({
  share: id,
  givenBy: createdByUsername,
  to: username ?? roleName,
})

interface Asked {
  readonly principal: Principal
  readonly file: StoredFileRow
  readonly weighed: WeighedShares
}

async function personWithAccess(services: ShareServices, asked: Asked): Promise<PersonWithAccess | null> {
  const { principal, file } = asked
  const reasons: AccessReason[] = []
  for (const membership of principal.memberships.filter(({ organization }) => organization === file.organization)) {
    const reason = await byRole(services, { principal, membership, file })
    if (reason) reasons.push(reason)
  }
  reasons.push(...byShares(asked))
  const { userId: user, username } = principal
  const right = reasons.map((reason) => reason.right).reduce<FileRight>(strongest, null)
  return right && { user, username, right, reasons }
}

const strongest = (one: FileRight, other: SharePermission): FileRight => (leastOf(one, other) === one ? other : one)

interface Holding {
  readonly principal: Principal
  readonly membership: MembershipGrants
  readonly file: StoredFileRow
}

/** What one role gives: its rules are held against the row itself where they speak of nothing else. */
async function byRole(services: ShareServices, { principal, membership, file }: Holding): Promise<AccessReason | null> {
  const alone: Principal = { ...principal, isSuperuser: false, memberships: [membership] }
  const may: string[] = []
  for (const action of ['view', 'download', 'delete']) {
    if (await reaches(services, alone, { action, file })) may.push(action)
  }
  if (!may.includes('view')) return null
  const words = membership.grants
    .filter((grant) => isOfFiles(grant, may))
    .map((grant) => grantInWords(grant, StoredFile))
  return { by: 'role', role: membership.roleName ?? membership.role, right: rightOf(may), words }
}

const isOfFiles = ({ resource, action }: Grant, actions: readonly string[]) =>
  (resource === '*' || resource === StoredFile.name) && (action === '*' || actions.includes(action))

async function reaches(
  { database }: ShareServices,
  actor: Principal,
  { action, file }: { readonly action: string; readonly file: StoredFileRow },
): Promise<boolean> {
  const rule = scopeToFilter(scopeFor(actor, action, StoredFile), StoredFile)
  if (isOfTheRowAlone(rule, StoredFile)) return filterMatcher(rule, StoredFile)(file)
  const row = await database.reader({ actor }).find(StoredFile, file.id)
  return row !== null && (action === 'view' || row.abilities.includes(action))
}

const byShares = ({ principal: { userId }, weighed }: Asked): AccessReason[] =>
  weighed.rows.flatMap((row, index) => {
    const right = worthOf(weighed, index)
    const isTheirs = weighed.given[index]?.receivers.includes(userId) && row.createdBy !== userId
    if (!isTheirs || right === null) return []
    return [
      {
        by: 'share' as const,
        share: row.id,
        right,
        givenBy: row.createdByUsername,
        role: row.roleName,
        folder: row.folder === null ? null : row.name,
      },
    ]
  })

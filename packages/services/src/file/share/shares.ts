import {
  asSystem,
  changeShare,
  deleteShare,
  findShare,
  insertShare,
  isMemberOf,
  type ShareRow,
  sharesOn,
  type WorkContext,
} from '@groundwork/db'
import {
  DomainError,
  type FileRight,
  invalidField,
  type NewShare,
  notFound,
  refusePreview,
  type SharePatch,
} from '@groundwork/domain'
import { v7 } from 'uuid'
import { principalOf } from '../../identity/acting.ts'
import { findRole } from '../../organization/find-role.ts'
import { findPassable, requirePassable } from './passable-right.ts'
import { recordSharing, sharingOf, tellReceivers } from './record-sharing.ts'
import { type ShareTarget, targetOf } from './share-target.ts'
import { type ShareServices, weighShares, worthOf } from './weigh-shares.ts'

/** A share as people see it, with what it is worth now. Null: it is dead. */
export interface ShownShare extends Omit<ShareRow, 'roleSlug'> {
  readonly effective: FileRight
}

/** A share by its id, and where an address says so of which file or folder: of two ids both must fit. */
export interface NamedShare {
  readonly id: string
  readonly of?: ShareTarget | undefined
}

/** The shares of one file or folder: all of them for whoever may share it, for others those they gave or got. */
export async function listShares(
  services: ShareServices,
  context: WorkContext,
  target: ShareTarget,
): Promise<ShownShare[]> {
  const { seen, isTheirsToShare } = await findPassable(services, context, target)
  const me = principalOf(context).userId
  const weighed = await weighShares(services, target, everybody)
  const here = sharingOf(seen)
  return weighed.rows.flatMap(({ roleSlug: _, ...row }, index) => {
    const isHere = row.file === here.file && row.folder === here.folder
    const isMine = row.createdBy === me || row.user === me
    return isHere && (isTheirsToShare || isMine) ? [{ ...row, effective: worthOf(weighed, index) }] : []
  })
}

/** Passes a right on, never more of it than the giver has. Nobody outside the organization can be given one: for them there are links. */
export async function createShare(
  services: ShareServices,
  context: WorkContext,
  { file, folder, user, role: named, permission, canReshare, expiresAt }: NewShare,
): Promise<ShownShare> {
  const { userId: giver } = principalOf(context)
  const { seen } = await requirePassable(services, context, { file, folder, wanted: permission })
  requireFuture(services, expiresAt)
  const { organization } = seen.row
  if (user !== undefined) await requireReceiver(services, { organization, user, giver })
  const id = v7()
  const about = sharingOf(seen)
  await services.database.withUnitOfWork(context, async (work) => {
    const role = named === undefined ? null : (await findRole(work, organization, named)).id
    const others = await sharesOn(work, { organization, file, folder })
    if (others.some((one) => (user !== undefined && one.user === user) || (role !== null && one.role === role))) {
      throw new DomainError('conflict', 'It is shared with them already: change that share', {
        reason: 'already_shared',
      })
    }
    const terms = { permission, canReshare, expiresAt }
    await insertShare(work, { id, organization, file, folder, user: user ?? null, role, createdBy: giver, ...terms })
    const details = { share: id, user: user ?? null, role, ...terms }
    recordSharing(work, 'PERMISSION_ASSIGN', { about, event: 'shared', details })
    tellReceivers(work, 'given', { organization, id, to: { user: user ?? null, role } })
  })
  return shownShare(services, context, id)
}

/** Whoever changes a share stands for it from then on: what it says must be theirs to give. */
export async function updateShare(
  services: ShareServices,
  context: WorkContext,
  { id, of, ...patch }: SharePatch & NamedShare,
): Promise<ShownShare> {
  const { userId: giver } = principalOf(context)
  const before = await reachShare(services, context, { id, of })
  const permission = patch.permission ?? before.permission
  const target = targetOf(before)
  const found = await requirePassable(services, context, { ...target, wanted: permission })
  if (!found.isTheirsToShare && before.createdBy !== giver) throw notYours()
  const expiresAt = patch.expiresAt === undefined ? before.expiresAt : patch.expiresAt
  if (patch.expiresAt !== undefined) requireFuture(services, patch.expiresAt)
  if (before.user === giver) throw invalidField('user', 'Nobody shares with themselves', 'own_share')
  const terms = { permission, canReshare: patch.canReshare ?? before.canReshare, expiresAt }
  await services.database.withUnitOfWork(context, async (work) => {
    if (!(await findShare(work, id))) throw notFound('share')
    await changeShare(work, id, { ...terms, createdBy: giver })
    const details = { share: id, user: before.user, role: before.role, ...terms }
    recordSharing(work, 'PERMISSION_CHANGE', { about: before, event: 'shared', details })
    tellReceivers(work, 'given', { organization: before.organization, id, to: before })
  })
  return shownShare(services, context, id)
}

/** Ended by whoever gave it, by whoever may share the file, and by the one it is for. */
export async function removeShare(services: ShareServices, context: WorkContext, named: NamedShare): Promise<void> {
  const me = principalOf(context).userId
  const share = await reachShare(services, context, named)
  const isMine = share.createdBy === me || share.user === me
  if (!isMine && !(await findPassable(services, context, targetOf(share))).isTheirsToShare) throw notYours()
  await services.database.withUnitOfWork(context, async (work) => {
    await deleteShare(work, share.id)
    const details = { share: share.id, user: share.user, role: share.role, permission: share.permission }
    recordSharing(work, 'PERMISSION_REVOKE', { about: share, event: 'unshared', details })
    tellReceivers(work, 'ended', { organization: share.organization, id: share.id, to: share })
  })
}

/** A share of something that the actor cannot see, and that they neither gave nor got, does not exist. */
async function reachShare(services: ShareServices, context: WorkContext, { id, of }: NamedShare): Promise<ShareRow> {
  const principal = principalOf(context)
  refusePreview(principal)
  const share = await services.database.withUnitOfWork(context, (work) => findShare(work, id))
  const isOfIt = !of || ((share?.file ?? undefined) === of.file && (share?.folder ?? undefined) === of.folder)
  if (!share || !isOfIt) throw notFound('share')
  if (share.createdBy === principal.userId || share.user === principal.userId) return share
  try {
    const { isTheirsToShare } = await findPassable(services, context, targetOf(share))
    if (isTheirsToShare) return share
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'not_found') throw error
  }
  throw notFound('share')
}

async function shownShare(services: ShareServices, context: WorkContext, id: string): Promise<ShownShare> {
  const share = await reachShare(services, context, { id })
  const weighed = await weighShares(services, targetOf(share), everybody)
  const index = weighed.rows.findIndex((one) => one.id === id)
  const { roleSlug: _, ...row } = share
  return { ...row, effective: worthOf(weighed, index) }
}

const everybody = { people: [], isWhole: true } as const

/** Members of an organization above may be hidden from the giver; whether somebody belongs here is all that is told. */
async function requireReceiver(
  { database }: ShareServices,
  { organization, user, giver }: { readonly organization: string; readonly user: string; readonly giver: string },
): Promise<void> {
  if (user === giver) throw invalidField('user', 'Nobody shares with themselves', 'own_share')
  const isMember = await database.withUnitOfWork(
    asSystem('find out whether a file may be shared with somebody'),
    (work) => isMemberOf(work, organization, user),
  )
  if (!isMember) throw invalidField('user', 'Is no member of this organization', 'no_such_reference')
}

function requireFuture({ clock }: ShareServices, expiresAt: string | null): void {
  if (expiresAt !== null && new Date(expiresAt) <= clock())
    throw invalidField('expiresAt', 'Lies in the past', 'in_the_past')
}

const notYours = () =>
  new DomainError('forbidden', 'Only whoever gave this share may change it', { reason: 'not_yours' })

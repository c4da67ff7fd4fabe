import { findInheritedGrants, shiftSubtree, type UnitOfWork, type WorkContext } from '@groundwork/db'
import { DomainError, type HeldGrants, holdsGrants, Organization, type RowOf } from '@groundwork/domain'
import { isUnlimited, principalOf } from '../identity/acting.ts'
import type { OrganizationServices } from './organization-services.ts'

type OrganizationRow = RowOf<typeof Organization>

/**
 * Hangs an organization, with all below it, under another one. Who reaches into descendants gains or loses by it, so it is
 * for those who own the whole tree that it stays in; between trees, and to or from the top, only superusers move. What it keeps counts
 * above it, so these sums move along.
 */
export async function moveOrganization(
  { database, principals }: OrganizationServices,
  context: WorkContext,
  key: string,
  parent: string | null,
): Promise<OrganizationRow> {
  const moved = await database.withUnitOfWork(context, async (work) => {
    const from = await above(work, key)
    const row = await (isUnlimited(context) ? work.move(Organization, key, parent) : moveWithinTree(work, key, parent))
    await shiftSubtree(work, { organization: key, from, to: await above(work, key) })
    return row
  })
  principals.forgetAll()
  return moved
}

const above = async (work: UnitOfWork, key: string) => (await work.ancestors(Organization, key)).map(({ id }) => id)

/**
 * Moves first and judges then: from the move on the tree is held, so that nobody moves either place into another tree
 * between verdict and commit. A refusal takes the move back.
 */
async function moveWithinTree(work: UnitOfWork, key: string, parent: string | null): Promise<OrganizationRow> {
  const current = await work.get(Organization, key, { action: 'move' })
  if (!current.parent || !parent) throw notYours()
  await work.get(Organization, current.parent, { action: 'move' })
  const moved = await work.move(Organization, key, parent, { expected: { parent: current.parent } })

  const [from, to] = await Promise.all([rootOf(work, current.parent), rootOf(work, parent)])
  if (!from || from !== to || !(await ownsTree(work, from))) throw notYours()
  return moved
}

/** The top of a tree; null for somebody who does not see as far, and so does not own it. */
async function rootOf(work: UnitOfWork, key: string): Promise<string | null> {
  const [above, self] = await Promise.all([work.ancestors(Organization, key), work.get(Organization, key)])
  return [...above, self].find(({ parent }) => parent === null)?.id ?? null
}

const everything: HeldGrants = { grants: [{ resource: '*', action: '*' }], attributes: {} }

/** Everything at the root, as the caller stands here (a key may be limited), and for good in all below it. */
async function ownsTree(work: UnitOfWork, root: string): Promise<boolean> {
  const { userId, memberships } = principalOf(work.context)
  const here = memberships.filter(({ organization }) => organization === root)
  return (
    holdsGrants(here, everything) &&
    holdsGrants(await findInheritedGrants(work, { userId, organization: root }), everything)
  )
}

const notYours = () =>
  new DomainError('forbidden', 'Only an owner of the whole tree moves organizations, and only within it', {
    reason: 'tree_not_owned',
  })

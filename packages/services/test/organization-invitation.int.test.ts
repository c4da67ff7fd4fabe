import type { WorkContext } from '@groundwork/db'
import { type CreateOf, Invitation, Membership, type Organization, type RowOf } from '@groundwork/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deactivateUser, signIn } from '../src/identity/index.ts'
import { linkToken } from '../src/mail/link-token.ts'
import {
  acceptInvitation,
  createInvitation,
  removeMembership,
  resendInvitation,
  showInvitation,
  updateMembership,
} from '../src/organization/index.ts'
import { createWorld, origin, type Person, type World } from './identity-world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

type InvitationRow = RowOf<typeof Invitation>

const password = 'seven green lamps'
const linkInvalid = { code: 'invalid', reason: 'link_invalid' }
const mail = { kind: 'folder', directory: '/nowhere', from: 'us@example.com' } as const
const services = () => ({ ...world.services, config: { mail } })

let count = 0
const address = () => {
  count += 1
  return `guest-${count}@example.com`
}

/** An organization with one person of this role in it. */
async function place(role = 'administrator', given: Partial<CreateOf<typeof Organization>> = {}) {
  const { id } = await world.organization(given)
  const person = await world.person()
  const membership = await world.member(person, { of: id, as: role })
  return { organization: id, person, membership: membership.id, context: await world.context(person) }
}

const invite = (
  context: WorkContext,
  input: Partial<CreateOf<typeof Invitation>> & { readonly organization: string },
) => createInvitation(services(), context, { email: address(), role: 'viewer', ...input })

const tokenOf = ({ id, expiresAt }: InvitationRow) =>
  linkToken(world.keys.mailLinkSecret, { purpose: 'invitation', id, expiresAt: new Date(expiresAt) })

const accept = (token: string, given: object = {}) => acceptInvitation(world.services, { token, ...given }, origin)

const newcomer = () => ({ username: `guest-${world.names().username}`, password })

const membershipsIn = (organization: string) =>
  world.sql<{ user_id: string; role_id: string; attributes: object; created_by_id: string }>(
    'select user_id, role_id, attributes, created_by_id from membership where organization_id = $1 order by created_at',
    [organization],
  )

describe('inviting', () => {
  it('makes an invitation for a week, in a row that holds no token, and leaves an entry', async () => {
    const { organization, context, person } = await place()
    const made = await invite(context, { organization, email: 'Ada@Example.com '.trim().toLowerCase() })
    expect(made).toMatchObject({ organization, email: 'ada@example.com', roleName: 'Viewer', createdBy: person.id })
    expect(new Date(made.expiresAt).getTime() - world.clock().getTime()).toBe(7 * 24 * 60 * 60 * 1000)
    const { organizationName } = made
    expect(await world.audit(made.id)).toMatchObject([
      { action: 'INVITE', object_repr: `Viewer in ${organizationName}` },
    ])
    const rows = await world.sql('select t::text from invitation t union all select o::text from outbox_event o')
    expect(JSON.stringify(rows)).not.toContain(tokenOf(made).slice(24))
  })

  it('is for those who may add members there, and give that role', async () => {
    const { organization, context } = await place()
    await expect(invite(context, { organization, role: 'owner' })).rejects.toMatchObject({
      reason: 'grants_exceed_own',
    })
    await expect(invite(context, { organization, role: 'emperor' })).rejects.toMatchObject({ code: 'invalid' })

    const viewer = await world.person()
    await world.member(viewer, { of: organization, as: 'viewer' })
    await expect(invite(await world.context(viewer), { organization })).rejects.toMatchObject({ code: 'forbidden' })

    const stranger = await place('owner')
    const foreign = await invite(stranger.context, { organization }).catch((error: unknown) => error)
    const unknown = await invite(stranger.context, { organization: stranger.person.id }).catch(
      (error: unknown) => error,
    )
    expect(foreign).toMatchObject({ code: 'not_found' })
    expect(String(foreign)).toBe(String(unknown))
  })

  it('needs the grant to add members as well as the one to invite', async () => {
    const { organization, person, context } = await place()
    const limited = (resource: string): WorkContext => ({
      actor: {
        kind: 'user',
        userId: person.id,
        username: person.username,
        isSuperuser: false,
        memberships: [
          {
            organization,
            role: 'x',
            attributes: {},
            grants: [
              { resource, action: '*' },
              ...['organization', 'role', 'product', 'file'].map((name) => ({ resource: name, action: '*' })),
            ],
          },
        ],
      } as WorkContext['actor'],
    })
    await expect(invite(limited('invitation'), { organization })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(invite(limited('membership'), { organization })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(invite(context, { organization })).resolves.toHaveProperty('id')
  })

  it('says already_member of members of this organization, and of nobody else whether they have an account', async () => {
    const { organization, context, person } = await place()
    const elsewhere = await place()
    const already = { code: 'conflict', reason: 'already_member' }
    await expect(invite(context, { organization, email: person.email })).rejects.toMatchObject(already)

    const rested = await world.person()
    await world.member(rested, { of: organization, as: 'viewer', isActive: false })
    await expect(invite(context, { organization, email: rested.email })).rejects.toMatchObject(already)

    const known = await invite(context, { organization, email: elsewhere.person.email })
    const unknown = await invite(context, { organization })
    const alike = ({ id: _, email: __, createdAt: ___, updatedAt: ____, ...rest }: InvitationRow) => rest
    expect(alike(known)).toEqual(alike(unknown))
  })

  it('takes an address once per organization', async () => {
    const { organization, context } = await place()
    const email = address()
    await invite(context, { organization, email })
    await expect(invite(context, { organization, email })).rejects.toMatchObject({
      code: 'conflict',
      reason: 'duplicate',
    })
    const other = await place()
    await expect(invite(other.context, { organization: other.organization, email })).resolves.toHaveProperty('id')
  })

  it('is unavailable where no mail can be sent', async () => {
    const { organization, context } = await place()
    const off = { ...world.services, config: { mail: { kind: 'off' } as const } }
    const attempt = createInvitation(off, context, { organization, email: address(), role: 'viewer' })
    await expect(attempt).rejects.toMatchObject({ code: 'unavailable', reason: 'mail_not_configured' })
  })
})

describe('accepting', () => {
  it('shows what it is to whoever holds the link', async () => {
    const { organization, context, person } = await place('administrator', { name: 'Acme' })
    const made = await invite(context, { organization })
    expect(await showInvitation(world.services, { token: tokenOf(made) })).toEqual({
      organizationName: 'Acme',
      roleName: 'Viewer',
      email: made.email,
      isExistingUser: false,
      expiresAt: made.expiresAt,
    })
    const elsewhere = await place()
    const known = await invite(elsewhere.context, { organization: elsewhere.organization, email: person.email })
    expect(await showInvitation(world.services, { token: tokenOf(known) })).toMatchObject({ isExistingUser: true })
  })

  it('makes somebody new a user with a profile and the membership, as invited', async () => {
    const { organization, context, person } = await place('owner')
    const made = await invite(context, { organization, role: 'member', attributes: { country: 'CH' } })
    const chosen = newcomer()
    const { username } = await accept(tokenOf(made), { ...chosen, firstName: 'Ada', lastName: 'Byron' })
    expect(username).toBe(chosen.username)

    await expect(signIn(world.services, chosen, origin)).resolves.toBeTruthy()
    const [user] = await world.sql<{ id: string; email: string; first_name: string; profile: string }>(
      `select person.id, email, first_name, profile.id as profile from app_user person
       join user_profile profile on profile.user_id = person.id where username = $1`,
      [username],
    )
    expect(user).toMatchObject({ email: made.email, first_name: 'Ada', profile: expect.any(String) })
    expect((await membershipsIn(organization)).at(-1)).toMatchObject({
      user_id: user?.id,
      role_id: await world.roleId('member'),
      attributes: { country: 'CH' },
      created_by_id: person.id,
    })
    const entries = await world.sql('select t::text from audit_entry t where t.object_id = $1', [made.id])
    expect(JSON.stringify(entries)).toMatch(/ACCEPT/)
    expect(JSON.stringify(await world.sql('select t::text from audit_entry t'))).not.toMatch(/argon2|lamps/)
  })

  it('makes somebody with an account a member, with the password they have', async () => {
    const { organization, context } = await place()
    const ada = await world.person()
    const before = await world.context(ada)
    const made = await invite(context, { organization, email: ada.email })
    await expect(accept(tokenOf(made))).rejects.toMatchObject({ fields: { password: [expect.any(String)] } })
    expect(await accept(tokenOf(made), { password: ada.password })).toEqual({ username: ada.username })
    expect((await membershipsIn(organization)).map(({ user_id }) => user_id)).toContain(ada.id)
    expect(before.actor).toMatchObject({ memberships: [] })
    expect((await world.context(ada)).actor).toMatchObject({ memberships: [{ organization, role: 'viewer' }] })
  })

  it('gives nothing to an account whose password its address does not know', async () => {
    const { organization, context } = await place()
    // Somebody else made the account with this address, and waits for it to be invited.
    const planted = await world.person()
    const made = await invite(context, { organization, email: planted.email })
    await expect(accept(tokenOf(made), { password: 'what the owner of the mailbox would try' })).rejects.toMatchObject({
      code: 'invalid',
      reason: 'wrong_password',
    })
    expect((await membershipsIn(organization)).map(({ user_id }) => user_id)).not.toContain(planted.id)
  })

  it('works once, and of two at the same moment one wins', async () => {
    const { organization, context } = await place()
    const made = await invite(context, { organization })
    const outcomes = await Promise.allSettled([accept(tokenOf(made), newcomer()), accept(tokenOf(made), newcomer())])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: linkInvalid })
    expect(await membershipsIn(organization)).toHaveLength(2)
    await expect(accept(tokenOf(made), newcomer())).rejects.toMatchObject(linkInvalid)
  })

  it('asks somebody new for a name and a password that hold, and leaves nothing half done', async () => {
    const { organization, context } = await place()
    const made = await invite(context, { organization })
    const token = tokenOf(made)
    await expect(accept(token)).rejects.toMatchObject({ code: 'invalid', fields: { username: [expect.any(String)] } })
    await expect(accept(token, { username: 'x' })).rejects.toMatchObject({ fields: { password: [expect.any(String)] } })
    await expect(accept(token, { ...newcomer(), password: 'password1' })).rejects.toMatchObject({
      reason: 'password_refused',
    })
    const taken = await world.person()
    await expect(accept(token, { ...newcomer(), username: taken.username })).rejects.toMatchObject({
      code: 'conflict',
      fields: { username: [expect.any(String)] },
    })
    expect(await membershipsIn(organization)).toHaveLength(1)
    await expect(accept(token, newcomer())).resolves.toHaveProperty('username')
  })

  it('ends after a week, with a withdrawal, and with the organization', async () => {
    const late = await place()
    const old = await invite(late.context, { organization: late.organization })
    const withdrawn = await invite(late.context, { organization: late.organization })
    const { organization, context } = await place()
    const archived = await invite(context, { organization })

    await world.database.withUnitOfWork(late.context, (work) => work.remove(Invitation, withdrawn.id))
    await world.sql("update organization set status = 'archived' where id = $1", [organization])
    for (const made of [withdrawn, archived]) {
      await expect(showInvitation(world.services, { token: tokenOf(made) })).rejects.toMatchObject(linkInvalid)
      await expect(accept(tokenOf(made), newcomer())).rejects.toMatchObject(linkInvalid)
    }
    world.wait(7 * 24 * 60 * 60)
    await expect(accept(tokenOf(old), newcomer())).rejects.toMatchObject(linkInvalid)
  })

  it('takes a new link after it was sent again, and the old one no more', async () => {
    const { organization, context } = await place()
    const first = await invite(context, { organization })
    world.wait(60)
    const again = await resendInvitation(services(), context, first.id)
    expect(again.version).toBe(first.version + 1)
    await expect(accept(tokenOf(first), newcomer())).rejects.toMatchObject(linkInvalid)
    await expect(accept(tokenOf(again), newcomer())).resolves.toHaveProperty('username')
  })

  it('gives nothing that the inviter could no longer give, and says so', async () => {
    const lost = { code: 'not_available', reason: 'inviter_lost_right' }
    const root = await world.context(await world.person({ isSuperuser: true }))

    const demoted = await place()
    const byDemoted = await invite(demoted.context, { organization: demoted.organization, role: 'manager' })
    await updateMembership(world.services, root, demoted.membership, { role: await world.roleId('manager') })
    await expect(accept(tokenOf(byDemoted), newcomer())).rejects.toMatchObject(lost)

    const left = await place()
    const byLeft = await invite(left.context, { organization: left.organization })
    await removeMembership(world.services, root, left.membership)
    await expect(accept(tokenOf(byLeft), newcomer())).rejects.toMatchObject(lost)

    const gone = await place()
    const byGone = await invite(gone.context, { organization: gone.organization })
    await deactivateUser(world.services, root, gone.person.id)
    await expect(accept(tokenOf(byGone), newcomer())).rejects.toMatchObject(lost)

    world.wait(1)
    const vouched = await resendInvitation(services(), root, byGone.id)
    await expect(accept(tokenOf(vouched), newcomer())).resolves.toHaveProperty('username')
  })

  it('is refused to a member, and to an account that was deactivated', async () => {
    const { organization, context } = await place()
    const member = await world.person()
    const made = await invite(context, { organization, email: member.email })
    await world.member(member, { of: organization, as: 'viewer' })
    await expect(accept(tokenOf(made), { password: member.password })).rejects.toMatchObject({
      code: 'conflict',
      reason: 'already_member',
    })

    const root = await world.context(await world.person({ isSuperuser: true }))
    const closed = await world.person()
    await deactivateUser(world.services, root, closed.id)
    const toClosed = await invite(context, { organization, email: closed.email })
    await expect(accept(tokenOf(toClosed))).rejects.toMatchObject({ reason: 'account_deactivated' })
  })

  it('takes no token that is invented, altered or for another purpose', async () => {
    const { organization, context } = await place()
    const made = await invite(context, { organization })
    const token = tokenOf(made)
    const source = { id: made.id, expiresAt: new Date(made.expiresAt) }
    const wrong = [
      '',
      'x',
      token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A'),
      linkToken(world.keys.mailLinkSecret, { ...source, purpose: 'password-reset' }),
      linkToken(Buffer.alloc(32), { ...source, purpose: 'invitation' }),
    ]
    for (const given of wrong) {
      await expect(showInvitation(world.services, { token: given })).rejects.toMatchObject(linkInvalid)
      await expect(accept(given, newcomer())).rejects.toMatchObject(linkInvalid)
    }
  })
})

describe('invitations belong to their organization', () => {
  it('and to those who may see them there', async () => {
    const { organization, context } = await place()
    const made = await invite(context, { organization })
    const seenBy = async (person: Person) =>
      world.database.reader(await world.context(person)).find(Invitation, made.id)
    const member = await world.person()
    await world.member(member, { of: organization, as: 'member' })
    const stranger = (await place('owner')).person
    expect(await seenBy(member)).toBeNull()
    expect(await seenBy(stranger)).toBeNull()
    const strangers = await world.context(stranger)
    await expect(resendInvitation(services(), strangers, made.id)).rejects.toMatchObject({ code: 'not_found' })
    const { rows } = await world.database.reader(context).list(Membership)
    expect(rows.map(({ organization: id }) => id)).toContain(organization)
  })

  it('tell everybody what they may do with them', async () => {
    const { organization, context } = await place()
    const made = await invite(context, { organization })
    expect(made).toMatchObject({ abilities: expect.arrayContaining(['delete', 'resend']) })
  })
})

import { asSystem } from '@groundwork/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  createFirstAdmin,
  createUser,
  getMyProfile,
  signIn,
  updateMyProfile,
  updateUser,
} from '../src/identity/index.ts'
import { createWorld, origin, type World } from './identity-world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const password = 'seven green lamps'
let count = 0
const newcomer = () => {
  count += 1
  return { username: `newcomer-${count}`, email: `newcomer-${count}@example.com`, password }
}

async function administrator() {
  const { id } = await world.organization()
  const admin = await world.person()
  await world.member(admin, { of: id, as: 'administrator' })
  return { admin, organization: id, context: await world.context(admin) }
}

describe('changing one’s e-mail address', () => {
  it('needs the password: an open session alone takes no account over', async () => {
    const ada = await world.person()
    const context = await world.context(ada)
    const email = `moved-${ada.email}`
    const change = (id: string, password?: string) =>
      updateUser(world.services, context, id, { email, ...(password !== undefined && { password }) })
    const missing = { code: 'invalid', reason: 'password_required', fields: { password: expect.anything() } }
    for (const spelling of [ada.id, ada.id.toUpperCase()]) {
      await expect(change(spelling)).rejects.toMatchObject(missing)
    }
    await expect(change(ada.id, 'a guess')).rejects.toMatchObject({ code: 'invalid', reason: 'wrong_password' })
    await expect(change(ada.id, ada.password)).resolves.toMatchObject({ email })
  })

  it('does not, where it stays or only the name is another', async () => {
    const ada = await world.person()
    const values = { email: ada.email, firstName: 'Ada' }
    const changed = updateUser(world.services, await world.context(ada), ada.id, values)
    await expect(changed).resolves.toMatchObject({ firstName: 'Ada' })
  })

  it('of somebody else is a superuser’s to do, without a password that is not theirs to know', async () => {
    const ada = await world.person()
    const root = await world.context(await world.person({ isSuperuser: true }))
    const email = `moved-${ada.email}`
    await expect(updateUser(world.services, root, ada.id, { email })).resolves.toMatchObject({ email })
  })
})

describe('creating a user', () => {
  it('makes the profile with the user, and the password works', async () => {
    const { context, admin } = await administrator()
    const input = newcomer()
    const user = await createUser(world.services, context, { ...input, firstName: 'New' })
    expect(user).toMatchObject({ username: input.username, isActive: true, isSuperuser: false, createdBy: admin.id })
    expect(JSON.stringify(user)).not.toMatch(/password|argon2/)

    const { access } = await signIn(world.services, { username: input.username, password }, origin)
    expect(access).toBeTruthy()
    const own = await world.context({ id: user.id, ...input })
    expect(await getMyProfile(world.services, own)).toMatchObject({
      user: user.id,
      username: input.username,
      jobTitle: '',
    })
  })

  it('leaves audit entries for the user and the profile, with the actor and without the password', async () => {
    const { context, admin } = await administrator()
    const { id } = await createUser(world.services, context, newcomer())
    expect(await world.audit(id)).toMatchObject([{ action: 'CREATE', user_id: admin.id }])
    const entries = await world.sql('select entry::text from audit_entry entry where object_id = $1', [id])
    expect(JSON.stringify(entries)).not.toMatch(/argon2|lamps/)
  })

  it('is for those who may add users somewhere', async () => {
    const member = await world.person()
    await world.member(member, { of: (await world.organization()).id, as: 'member' })
    for (const person of [member, await world.person()]) {
      const context = await world.context(person)
      await expect(createUser(world.services, context, newcomer())).rejects.toMatchObject({ code: 'forbidden' })
    }
    const root = await world.context(await world.person({ isSuperuser: true }))
    await expect(createUser(world.services, root, newcomer())).resolves.toHaveProperty('id')
  })

  it('refuses a taken name or address on its field, in any case', async () => {
    const { context } = await administrator()
    const taken = newcomer()
    await createUser(world.services, context, taken)
    const again = (changes: object) => createUser(world.services, context, { ...newcomer(), ...changes })
    await expect(again({ username: taken.username.toUpperCase() })).rejects.toMatchObject({
      code: 'conflict',
      fields: { username: [expect.any(String)] },
    })
    await expect(again({ email: taken.email })).rejects.toMatchObject({
      code: 'conflict',
      fields: { email: [expect.any(String)] },
    })
    await expect(again({ username: taken.email })).rejects.toMatchObject({ code: 'conflict' })
  })

  it('lets one of two at the same moment have the name', async () => {
    const { context } = await administrator()
    const input = newcomer()
    const results = await Promise.allSettled([
      createUser(world.services, context, input),
      createUser(world.services, context, { ...input, email: `other-${input.email}` }),
    ])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'conflict', fields: { username: [expect.any(String)] } },
    })
  })

  it.each([
    ['too short', 'x7Kq-99'],
    ['too long', 'kq7 '.repeat(33)],
    ['common', 'Password1!'],
    ['the user name', 'same-as-name'],
  ])('refuses a password that is %s, without repeating it', async (_, refused) => {
    const { context } = await administrator()
    const input = { ...newcomer(), ...(refused === 'same-as-name' && { username: refused }), password: refused }
    const error = await createUser(world.services, context, input).catch((reason: unknown) => reason)
    expect(error).toMatchObject({
      code: 'invalid',
      reason: 'password_refused',
      fields: { password: [expect.any(String)] },
    })
    expect(JSON.stringify(error)).not.toContain(refused)
  })
})

describe('the own profile', () => {
  it('is everybody’s to read and change, and nobody else’s', async () => {
    const [ada, grace] = [await world.person(), await world.person()]
    const context = await world.context(ada)
    const changed = await updateMyProfile(world.services, context, { jobTitle: 'Analyst', phoneNumber: '+4930123456' })
    expect(changed).toMatchObject({ user: ada.id, jobTitle: 'Analyst', version: 2 })
    expect(await getMyProfile(world.services, context)).toEqual(changed)
    expect(await getMyProfile(world.services, await world.context(grace))).toMatchObject({
      user: grace.id,
      jobTitle: '',
    })
  })

  it('of a superuser is their own too', async () => {
    const root = await world.person({ isSuperuser: true })
    expect(await getMyProfile(world.services, await world.context(root))).toMatchObject({ user: root.id })
  })

  it('is refused when it changed meanwhile', async () => {
    const context = await world.context(await world.person())
    await updateMyProfile(world.services, context, { jobTitle: 'First', version: 1 })
    await expect(updateMyProfile(world.services, context, { jobTitle: 'Second', version: 1 })).rejects.toMatchObject({
      code: 'stale',
    })
  })

  it('names a manager whom the caller may see, not oneself and no stranger', async () => {
    const { admin, organization, context } = await administrator()
    const [manager, stranger] = [await world.person(), await world.person()]
    await world.member(manager, { of: organization, as: 'member' })
    const name = (user: string) => updateMyProfile(world.services, context, { manager: user })

    await expect(name(manager.id)).resolves.toMatchObject({ manager: manager.id })
    const refused = { code: 'invalid', fields: { manager: [expect.any(String)] } }
    await expect(name(admin.id)).rejects.toMatchObject(refused)
    const [foreign, unknown] = await Promise.all(
      [stranger.id, '01934f3a-7c00-7000-8000-000000000000'].map((user) => name(user).catch((error: unknown) => error)),
    )
    expect(foreign).toMatchObject(refused)
    expect(foreign).toEqual(unknown)
  })
})

describe('the first administrator', () => {
  it('is made on an empty database, once, with a password that is told once', async () => {
    const empty = await createWorld()
    try {
      const made = await createFirstAdmin(empty.services, { email: 'Boss@Example.com' })
      expect(made).toMatchObject({
        username: 'admin',
        email: 'boss@example.com',
        password: expect.stringMatching(/^.{5}(-.{5}){3}$/),
      })
      const input = { username: 'admin', password: made?.password ?? '' }
      await expect(signIn(empty.services, input, origin)).resolves.toHaveProperty('access')
      expect(await createFirstAdmin(empty.services, { email: 'boss@example.com' })).toBeNull()
      expect(await empty.sql('select is_superuser from app_user')).toEqual([{ is_superuser: true }])
    } finally {
      await empty.close()
    }
  })

  it('is made once also when two processes start at the same moment', async () => {
    const empty = await createWorld()
    try {
      const made = await Promise.all(
        [empty.services, empty.otherProcess()].map((services) =>
          createFirstAdmin(services, { email: 'boss@example.com' }),
        ),
      )
      expect(made.filter((admin) => admin !== null)).toHaveLength(1)
    } finally {
      await empty.close()
    }
  })

  it('keeps the operator’s password to itself, and says so when it is a weak one', async () => {
    const empty = await createWorld()
    try {
      const made = await createFirstAdmin(empty.services, { email: 'boss@example.com', password: 'password1' })
      expect(made).not.toHaveProperty('password')
      expect(made?.passwordProblem).toMatch(/easy to guess/)
    } finally {
      await empty.close()
    }
  })

  it('is not made beside other users', async () => {
    await createUser(world.services, asSystem('have a user'), newcomer())
    expect(await createFirstAdmin(world.services, { email: 'late@example.com' })).toBeNull()
  })
})

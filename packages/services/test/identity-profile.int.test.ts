import { asSystem, type WorkContext } from '@groundwork/db'
import { type PatchOf, Profile, type RowOf, StoredFile } from '@groundwork/domain'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApiKey, createUser, getMyProfile, updateMyProfile } from '../src/identity/index.ts'
import { createWorld, type Person, type World } from './identity-world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const system = asSystem('set a test up')

async function placeOf(...roles: readonly string[]) {
  const { id } = await world.organization()
  const people: { person: Person; context: WorkContext }[] = []
  for (const role of roles) {
    const person = await world.person()
    await world.member(person, { of: id, as: role })
    people.push({ person, context: await world.context(person) })
  }
  return { organization: id, people }
}

async function somebody(role = 'administrator') {
  const { organization, people } = await placeOf(role)
  const [one] = people
  if (!one) throw new Error('nobody is there')
  return { organization, ...one }
}

const update = (context: WorkContext, values: PatchOf<typeof Profile>) =>
  updateMyProfile(world.services, context, values)
const refuses = (field: string) => ({ code: 'invalid', fields: { [field]: [expect.any(String)] } })

/** A file as the pipeline leaves it behind. */
const file = (organization: string, by: Person, given: Partial<RowOf<typeof StoredFile>> = {}) =>
  world.database.withUnitOfWork(system, (work) =>
    work.insert(StoredFile, {
      organization,
      originalFilename: 'me.png',
      filePath: crypto.randomUUID(),
      uploadedBy: by.id,
      mimeType: 'image/png',
      status: 'available',
      ...given,
    }),
  )

describe('UserProfile (seed 001)', () => {
  it('a profile instance can be created and linked to a user, and is named after the username', async () => {
    const { person, context } = await somebody()
    const profile = await getMyProfile(world.services, context)
    expect(profile).toMatchObject({ user: person.id, username: person.username })
  })

  it('automatic profile creation on user save', async () => {
    const { context } = await somebody()
    const input = world.names()
    const { id } = await createUser(world.services, context, input)
    const { rows } = await world.database
      .reader(system)
      .list(Profile, { filter: { field: 'user', op: 'eq', value: id } })
    expect(rows).toHaveLength(1)
  })

  it('the profile_picture field exists and is nullable; job_title, phone_number, manager, preferences and custom_fields exist', async () => {
    const { context, person } = await somebody()
    expect(await getMyProfile(world.services, context)).toMatchObject({
      user: person.id,
      jobTitle: '',
      phoneNumber: '',
      manager: null,
      language: expect.stringMatching(/^[a-z]{2}$/),
      timezone: 'UTC',
      notificationPreferences: {},
      profilePicture: null,
      customFields: {},
    })
  })

  it('inherited Timestamped and Auditable fields exist', async () => {
    const { context, person } = await somebody()
    const before = await getMyProfile(world.services, context)
    const after = await update(context, { jobTitle: 'Smith' })
    expect(after).toMatchObject({ createdAt: before.createdAt, updatedBy: person.id, version: before.version + 1 })
    expect(after.updatedAt >= before.updatedAt).toBe(true)
    expect(JSON.stringify(await world.audit(after.id))).toContain(person.id)
  })
})

describe('changing one’s own profile', () => {
  it.each([
    ['+49 30 1234567', '+49301234567'],
    ['+41 (0)44 668 18 00', '+41446681800'],
    ['+1 202-555-0143', '+12025550143'],
    ['', ''],
  ])('keeps the phone number %j as %j', async (written, kept) => {
    const { context } = await somebody()
    expect(await update(context, { phoneNumber: written })).toMatchObject({ phoneNumber: kept })
  })

  it.each(['030 1234567', '+49', '+999 123456', '+1 202 555', 'call me', '+49 30 1234567 ext. 5'])(
    'takes %j for no phone number',
    async (phoneNumber) => {
      const { context } = await somebody()
      const parsed = Profile.patch.safeParse({ phoneNumber })
      if (!parsed.success) return expect(parsed.error.issues[0]?.path).toEqual(['phoneNumber'])
      await expect(update(context, { phoneNumber })).rejects.toMatchObject(refuses('phoneNumber'))
    },
  )

  it('keeps languages as BCP 47 and time zones as IANA spell them', async () => {
    const { context } = await somebody()
    expect(await update(context, { language: 'PT-br', timezone: 'Europe/Berlin' })).toMatchObject({
      language: 'pt-BR',
      timezone: 'Europe/Berlin',
    })
    await expect(update(context, { timezone: 'Europe/Atlantis' })).rejects.toMatchObject(refuses('timezone'))
    for (const language of ['', 'german', 'de_DE', 'x']) {
      expect(Profile.patch.safeParse({ language }).success).toBe(false)
    }
  })

  it('takes preferences of event by channel, and no others', async () => {
    const { context } = await somebody()
    const notificationPreferences = { 'file.available': { email: true, inApp: false }, file: { push: true } }
    expect(await update(context, { notificationPreferences })).toMatchObject({ notificationPreferences })
    for (const wrong of [
      { 'file.available': true },
      { 'file.available': { email: 'yes' } },
      { 'file.available': { fax: true } },
      { 'not an event': { email: true } },
      { ['__proto__']: { email: true } },
      [],
    ]) {
      expect(Profile.patch.safeParse({ notificationPreferences: wrong }).success).toBe(false)
    }
  })

  it('takes custom fields', async () => {
    const { context } = await somebody()
    expect(await update(context, { customFields: { desk: 'B12' } })).toMatchObject({ customFields: { desk: 'B12' } })
  })

  it('that says nothing, or the same as before, moves no version and leaves no trace', async () => {
    const { context } = await somebody()
    const before = await update(context, { jobTitle: 'Smith', phoneNumber: '+49 30 1234567' })
    const trail = await world.audit(before.id)
    expect(await update(context, {})).toEqual(before)
    expect(await update(context, { jobTitle: 'Smith', phoneNumber: '+49301234567', version: before.version })).toEqual(
      before,
    )
    expect(await world.audit(before.id)).toEqual(trail)
    await expect(update(context, { version: before.version + 1 })).rejects.toMatchObject({ code: 'stale' })
  })

  it('is for the person, not for a key', async () => {
    const { context } = await somebody()
    await createApiKey(world.services, context, { name: 'k' })
    const key = { actor: { ...context.actor, kind: 'apiKey' } } as WorkContext
    await expect(update(key, { jobTitle: 'x' })).rejects.toMatchObject({ reason: 'person_required' })
  })
})

describe('a manager', () => {
  it('is a colleague one may see, and nobody is their own, at any distance', async () => {
    const { people } = await placeOf('administrator', 'administrator', 'administrator')
    const [ada, ben, cleo] = people
    if (!ada || !ben || !cleo) throw new Error('three people are there')
    expect(await update(ada.context, { manager: ben.person.id })).toMatchObject({ manager: ben.person.id })
    expect(await update(ben.context, { manager: cleo.person.id })).toMatchObject({ manager: cleo.person.id })
    const circle = { ...refuses('manager'), reason: 'manager_cycle' }
    await expect(update(cleo.context, { manager: cleo.person.id })).rejects.toMatchObject(circle)
    await expect(update(cleo.context, { manager: ada.person.id })).rejects.toMatchObject(circle)
    await update(ada.context, { manager: null })
    expect(await update(cleo.context, { manager: ada.person.id })).toMatchObject({ manager: ada.person.id })
  })

  it('cannot be made in a circle by two at the same moment', async () => {
    const { people } = await placeOf('administrator', 'administrator')
    const [ada, ben] = people
    if (!ada || !ben) throw new Error('two people are there')
    const outcomes = await Promise.allSettled([
      update(ada.context, { manager: ben.person.id }),
      update(ben.context, { manager: ada.person.id }),
    ])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('is nobody from elsewhere: a stranger and nobody are the same answer', async () => {
    const { context } = await somebody()
    const stranger = await world.person()
    const foreign = await update(context, { manager: stranger.id }).catch((error: unknown) => error)
    const unknown = await update(context, { manager: v7() }).catch((error: unknown) => error)
    expect(foreign).toMatchObject(refuses('manager'))
    expect(String(foreign)).toBe(String(unknown))
  })
})

describe('setting/unsetting profile_picture', () => {
  it('takes an available image that one may view, and takes it away again', async () => {
    const { organization, person, context } = await somebody()
    const { id } = await file(organization, person)
    expect(await update(context, { profilePicture: id })).toMatchObject({ profilePicture: id })
    expect(await update(context, { profilePicture: null })).toMatchObject({ profilePicture: null })
  })

  it('takes nothing that is no image, not available, or not to be seen', async () => {
    const { organization, person, context } = await somebody()
    const elsewhere = await somebody()
    const files = [
      await file(organization, person, { mimeType: 'application/pdf' }),
      await file(organization, person, { status: 'quarantined' }),
      await file(organization, person, { status: 'scanning' }),
      await file(elsewhere.organization, elsewhere.person),
    ]
    for (const { id } of files) {
      await expect(update(context, { profilePicture: id })).rejects.toMatchObject(refuses('profilePicture'))
    }
    const foreign = await update(context, { profilePicture: files[3]?.id ?? null }).catch((error: unknown) => error)
    const unknown = await update(context, { profilePicture: v7() }).catch((error: unknown) => error)
    expect(String(foreign)).toBe(String(unknown))
  })
})

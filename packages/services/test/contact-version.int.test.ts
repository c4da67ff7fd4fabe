import { asSystem } from '@groundwork/db'
import { AuditEntry, Contact, type CreateOf, type PatchOf } from '@groundwork/domain'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { restoreVersion } from '../src/audit/index.ts'
import { catalogue } from '../src/resource/catalogue.ts'
import { createWorld, type World } from './identity-world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

it('an earlier version of a contact brings its channels back, with their ids', async () => {
  const organization = (await world.organization()).id
  const ada = await world.person()
  await world.member(ada, { of: organization, as: 'owner' })
  const context = await world.context(ada)
  const { contact } = catalogue
  const made = await contact.create(
    world.services,
    context,
    Contact.create.parse({
      organization,
      firstName: 'Ada',
      emailAddresses: [{ email: 'ada@example.test' }, { email: 'a@home.test' }],
      addresses: [{ address: { country: 'AT', city: 'Wien' } }],
    } as CreateOf<typeof Contact>),
  )
  const change = (values: object) =>
    contact.update(world.services, context, made.id, Contact.patch.parse(values as PatchOf<typeof Contact>))
  await change({ emailAddresses: [{ email: 'new@example.test' }], addresses: [] })
  await change({ firstName: 'Augusta' })

  const { rows } = await world.database.reader(asSystem('test: look at the trail')).list(AuditEntry, {
    filter: {
      and: [
        { field: 'objectId', op: 'eq', value: made.id },
        { field: 'actionType', op: 'eq', value: 'CREATE' },
      ],
    },
  })
  const entry = rows[0]?.id ?? ''
  const restored = await restoreVersion(contact, world.services, context, { id: made.id, entry })
  expect(restored).toMatchObject({
    firstName: 'Ada',
    emailAddresses: made.emailAddresses,
    addresses: made.addresses,
    skipped: [],
  })
})

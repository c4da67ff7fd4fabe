import { describe, expect, it } from 'vitest'
import { auditDiff } from '../audit/audit-diff.ts'
import { rewind } from '../audit/rewind.ts'
import type { CreateOf } from '../resource/define-resource.ts'
import { Contact } from './contact.ts'

const organization = '01890a5d-ac96-774b-bcce-b302099a8057'
const id = '01890a5d-ac96-774b-bcce-000000000001'

const parse = (given: object): CreateOf<typeof Contact> =>
  Contact.create.parse({ organization, firstName: 'Ada', ...given })

const faults = (given: object) =>
  Contact.create.safeParse({ organization, firstName: 'Ada', ...given }).error?.issues.map(({ path }) => path.join('.'))

describe('a contact', () => {
  it('needs a first name and nothing else', () => {
    expect(faults({})).toBeUndefined()
    expect(faults({ firstName: ' ' })).toEqual(['firstName'])
  })

  it('may be linked to an organization, or to none: linked_organization is nullable', () => {
    expect(parse({ linkedOrganization: null }).linkedOrganization).toBeNull()
    expect(parse({ linkedOrganization: organization }).linkedOrganization).toBe(organization)
  })

  it('refuses what it does not know, also inside its channels', () => {
    expect(faults({ nickname: 'x' })).toEqual([''])
    expect(faults({ emailAddresses: [{ email: 'ada@example.test', isMain: true }] })).toEqual(['emailAddresses.0'])
  })
})

describe('e-mail addresses', () => {
  const parsed = (...list: object[]) => parse({ emailAddresses: list }).emailAddresses

  it('take a type and are kept in lower case', () => {
    expect(parsed({ email: ' Ada@Example.TEST ' })).toEqual([
      { email: 'ada@example.test', emailType: 'WORK', isPrimary: true },
    ])
  })

  it('keep their ids', () => {
    expect(parsed({ id, email: 'ada@example.test', isPrimary: true })).toMatchObject([{ id }])
    const twice = [
      { id, email: 'a@example.test' },
      { id, email: 'b@example.test' },
    ]
    expect(faults({ emailAddresses: twice })).toEqual(['emailAddresses.1.id'])
  })

  it.each([
    ['emailAddresses.1.email', [{ email: 'a@example.test' }, { email: 'not an address' }]],
    ['emailAddresses.0.emailType', [{ email: 'a@example.test', emailType: 'SECRET' }]],
    ['emailAddresses.1.email', [{ email: 'a@example.test' }, { email: 'A@example.test' }]],
    [
      'emailAddresses.1.isPrimary',
      [
        { email: 'a@example.test', isPrimary: true },
        { email: 'b@example.test', isPrimary: true },
      ],
    ],
  ])('are refused on %s', (path, emailAddresses) => {
    expect(faults({ emailAddresses })).toEqual([path])
  })
})

describe('exactly one primary', () => {
  const primaries = (...flags: (boolean | undefined)[]) =>
    parse({
      emailAddresses: flags.map((isPrimary, index) => ({ email: `${index}@example.test`, isPrimary })),
    }).emailAddresses?.map(({ isPrimary }) => isPrimary)

  it('the first one, where none is said to be', () => {
    expect(primaries(undefined)).toEqual([true])
    expect(primaries(false, undefined)).toEqual([true, false])
  })

  it('the one that was chosen', () => {
    expect(primaries(undefined, true)).toEqual([false, true])
  })

  it('of e-mails, phones and addresses alike', () => {
    const { phoneNumbers, addresses } = parse({
      phoneNumbers: [{ phoneNumber: '+43 1 234567' }, { phoneNumber: '+43 1 234568', isPrimary: true }],
      addresses: [{ address: { country: 'AT' } }, { address: { country: 'DE' } }],
    })
    expect(phoneNumbers?.map(({ isPrimary }) => isPrimary)).toEqual([false, true])
    expect(addresses?.map(({ isPrimary }) => isPrimary)).toEqual([true, false])
  })

  it('none in an empty list', () => {
    expect(parse({ emailAddresses: [] }).emailAddresses).toEqual([])
  })
})

describe('in the audit trail', () => {
  const before = { emailAddresses: [{ id, email: 'a@example.test', emailType: 'WORK', isPrimary: true }] }
  const after = { emailAddresses: [{ id, email: 'b@example.test', emailType: 'WORK', isPrimary: true }] }

  it('a changed channel is a changed list, with both states', () => {
    expect(auditDiff(Contact, before, after)).toEqual({
      emailAddresses: { old: before.emailAddresses, new: after.emailAddresses },
    })
  })

  it('the order of the keys in an item is no change', () => {
    const [item] = before.emailAddresses
    const turned = { emailAddresses: [Object.fromEntries(Object.entries(item ?? {}).reverse())] }
    expect(auditDiff(Contact, before, turned)).toEqual({})
  })

  it('rewinding brings the channels back, and an empty list as a list', () => {
    expect(rewind(Contact, [auditDiff(Contact, before, after)]).values).toEqual(before)
    const made = auditDiff(Contact, null, { emailAddresses: [] })
    expect(made).toEqual({})
    const filled = { emailAddresses: { old: null, new: after.emailAddresses } }
    expect(rewind(Contact, [filled]).values).toEqual({ emailAddresses: [] })
  })
})

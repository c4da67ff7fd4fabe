import { asSystem } from '@groundwork/db'
import { type CreateOf, CustomFieldDefinition, type CustomFieldOptions, Product } from '@groundwork/domain'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCustomField, removeCustomField, updateCustomField } from '../src/custom-field/index.ts'
import { createWorld, type World } from './identity-world.ts'

let world: World
let organization: string
beforeAll(async () => {
  world = await createWorld()
  organization = (await world.organization()).id
})
afterAll(() => world.close())

const system = asSystem('test: fields and rows to change')

type Definition = Partial<CreateOf<typeof CustomFieldDefinition>>

const define = (given: Definition) =>
  createCustomField(world.services, system, {
    organization,
    resource: 'product',
    key: `k${v7().replaceAll('-', '')}`,
    label: 'A field',
    type: 'text',
    ...given,
  })

const product = (customFields: CreateOf<typeof Product>['customFields'], of = organization) =>
  world.database.withUnitOfWork(system, (work) =>
    work.insert(Product, { organization: of, sku: v7(), name: 'Anvil', productType: 'SERVICE', customFields }),
  )

const change = (id: string, options: CustomFieldOptions) => updateCustomField(world.services, system, id, { options })

describe('a definition is refused', () => {
  it.each<[string, Definition]>([
    ['resource', { resource: 'nothing' }],
    ['resource', { resource: 'currency' }],
    ['resource', { resource: 'constructor' }],
    ['key', { key: 'constructor' }],
    ['options.choices', { type: 'choice' }],
    ['options.choices', { type: 'choice', options: { choices: [] } }],
    ['options.choices', { type: 'multi_choice', options: { choices: ['a', 'a'] } }],
    ['options.choices', { type: 'text', options: { choices: ['a'] } }],
    ['options.min', { type: 'number', options: { min: '2026-01-01' } }],
    ['options.max', { type: 'date', options: { max: '7' } }],
    ['options.max', { type: 'number', options: { min: '10', max: '9.5' } }],
    ['options.max', { type: 'date', options: { min: '2026-01-02', max: '2026-01-01' } }],
    ['options.pattern', { options: { pattern: '(' } }],
    ['options.pattern', { options: { pattern: '(a)\\1' } }],
    ['options.pattern', { type: 'number', options: { pattern: 'a' } }],
    ['options.resource', { type: 'reference' }],
    ['options.resource', { type: 'reference', options: { resource: 'nothing' } }],
    ['options.default', { type: 'number', options: { default: 'a' } }],
    ['options.default', { type: 'text', options: { default: ' ' } }],
    ['options.default', { type: 'reference', options: { resource: 'contact', default: v7() } }],
    ['options.default', { type: 'choice', options: { choices: ['a'], default: 'b' } }],
    ['options.default', { type: 'number', options: { max: '3', default: 4 } }],
  ])('on %s: %j', async (field, given) => {
    await expect(define(given)).rejects.toMatchObject({
      code: 'invalid',
      reason: 'invalid_definition',
      fields: { [field]: [expect.any(String)] },
    })
  })

  it('when the organization has one of this key for the resource already', async () => {
    const { key } = await define({})
    await expect(define({ key })).rejects.toMatchObject({ code: 'conflict', reason: 'duplicate' })
    expect((await define({ key, resource: 'contact' })).key).toBe(key)
  })
})

it('a pattern cannot keep the process busy, whatever text it meets', async () => {
  const { key } = await define({ options: { pattern: '(a+)+b' } })
  await expect(product({ [key]: 'a'.repeat(1000) })).rejects.toMatchObject({
    fields: { [`customFields.${key}`]: ['Not in the form that belongs here'] },
  })
}, 5000)

describe('values in use', () => {
  const inUse = (count: number) => ({ code: 'conflict', reason: 'values_in_use', details: { count } })

  it('keep a choice that rows have', async () => {
    const { id, key } = await define({ type: 'choice', options: { choices: ['a', 'b', 'c'] } })
    await product({ [key]: 'a' })
    await product({ [key]: 'a' })
    await product({ [key]: 'b' })
    await expect(change(id, { choices: ['b', 'c'] })).rejects.toMatchObject(inUse(2))
    expect((await change(id, { choices: ['b', 'a'] })).options).toEqual({ choices: ['b', 'a'] })
  })

  it('keep a choice that stands in a list', async () => {
    const { id, key } = await define({ type: 'multi_choice', options: { choices: ['a', 'b'] } })
    await product({ [key]: ['a', 'b'] })
    await expect(change(id, { choices: ['a'] })).rejects.toMatchObject(inUse(1))
  })

  it('keep a range, a length and a pattern as wide as they need it', async () => {
    const number = await define({ type: 'number', options: { max: '10' } })
    const text = await define({ options: { maxLength: 5 } })
    await product({ [number.key]: 10, [text.key]: 'abcde' })
    await expect(change(number.id, { max: '9.99' })).rejects.toMatchObject(inUse(1))
    await expect(change(text.id, { maxLength: 4 })).rejects.toMatchObject(inUse(1))
    await expect(change(text.id, { pattern: '\\d+' })).rejects.toMatchObject(inUse(1))
    expect((await change(number.id, { min: '10' })).options).toEqual({ min: '10' })
    expect((await change(text.id, { pattern: '[a-z]+' })).options).toEqual({ pattern: '[a-z]+' })
  })

  it('also of deleted rows, which may come back', async () => {
    const { id, key } = await define({ type: 'number' })
    const row = await product({ [key]: 10 })
    await world.database.withUnitOfWork(system, (work) => work.remove(Product, row.id))
    await expect(change(id, { max: '9' })).rejects.toMatchObject(inUse(1))
    await expect(removeCustomField(world.services, system, id)).rejects.toMatchObject(inUse(1))
  })

  it('of another organization do not count', async () => {
    const { id, key } = await define({ type: 'number' })
    await product({ [key]: 10 }, (await world.organization()).id)
    expect((await change(id, { max: '9' })).options).toEqual({ max: '9' })
    expect((await removeCustomField(world.services, system, id)).id).toBe(id)
  })

  it('never become wrong, whoever comes first: twenty rows are written while the range is narrowed', async () => {
    const { id, key } = await define({ type: 'number', options: { max: '10' } })
    const outcomes = await Promise.allSettled([
      ...Array.from({ length: 10 }, () => product({ [key]: 10 })),
      change(id, { max: '9' }),
      ...Array.from({ length: 10 }, () => product({ [key]: 10 })),
    ])
    const narrowing = outcomes[10]
    const written = outcomes.filter(({ status }, index) => index !== 10 && status === 'fulfilled')
    expect(written).toHaveLength(narrowing?.status === 'fulfilled' ? 0 : 20)
  })

  it('do not keep it from becoming required or inactive', async () => {
    const { id, key } = await define({})
    await product({ [key]: 'a' })
    const changed = await updateCustomField(world.services, system, id, { required: true, isActive: false })
    expect(changed).toMatchObject({ required: true, isActive: false })
  })
})

it('a change made from a stale version is refused', async () => {
  const { id, version } = await define({})
  await updateCustomField(world.services, system, id, { label: 'Shade' })
  const late = updateCustomField(world.services, system, id, { label: 'Tint', version })
  await expect(late).rejects.toMatchObject({ code: 'stale' })
})

it('a definition of another organization is not there', async () => {
  const { id } = await define({})
  const stranger = await world.person()
  await world.member(stranger, { of: (await world.organization()).id, as: 'owner' })
  const context = await world.context(stranger)
  await expect(removeCustomField(world.services, context, id)).rejects.toMatchObject({ code: 'not_found' })
  await expect(updateCustomField(world.services, context, id, { label: 'x' })).rejects.toMatchObject({
    code: 'not_found',
  })
})

it('type and key of a definition do not change', () => {
  expect(CustomFieldDefinition.patch.safeParse({ type: 'number' }).success).toBe(false)
  expect(CustomFieldDefinition.patch.safeParse({ key: 'other' }).success).toBe(false)
})

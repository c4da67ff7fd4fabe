import { Category, CustomFieldDefinition, type Grant } from '@groundwork/domain'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createImportWorld, type Importer, type ImportWorld } from './import-world.ts'

let world: ImportWorld
let us: Importer

beforeAll(async () => {
  world = await createImportWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  us = await world.asker()
  await world.bringIn(us, 'sku,name,product_type\nA,Bolt 1,SERVICE\nB,Nut 1,SERVICE\n')
})

const bolts = { field: 'name', op: 'startswith', value: 'Bolt' } as const
const view: Grant = { resource: 'product', action: 'view' }
const bring: Grant = { resource: 'product', action: 'import' }
const names = async () => (await world.products(us.organization)).map(({ name }) => name)
const told = async (job: string) => (await world.issues(job)).map(({ row, column, rule }) => [row, column, rule])

it('changes the rows that a grant reaches before and after, and returns the others', async () => {
  const limited = await world.limited(us.organization, [
    view,
    bring,
    { resource: 'product', action: 'change', where: bolts },
  ])
  const job = await world.bringIn(
    limited,
    'sku,name,product_type\nA,Bolt 2,SERVICE\nB,Bolt 3,SERVICE\nC,Bolt 4,SERVICE\n',
  )
  expect(job).toMatchObject({ status: 'COMPLETED', updated: 1, failed: 2 })
  expect(await told(job.id)).toEqual([
    [3, null, 'forbidden'],
    [4, null, 'forbidden'],
  ])
  const leaving = await world.bringIn(limited, 'sku,name\nA,Nut 2\n', { mode: 'update' })
  expect(await told(leaving.id)).toEqual([[2, null, 'forbidden']])
  expect(await names()).toEqual(['Bolt 2', 'Nut 1'])
})

it('writes only the fields of the grant, and shows only those that may be seen', async () => {
  const limited = await world.limited(us.organization, [
    { ...view, fields: ['sku', 'description'] },
    { ...view, where: bolts },
    bring,
    { resource: 'product', action: 'change', fields: ['name'] },
  ])
  const job = await world.bringIn(limited, 'sku,name,description\nA,Axe,\nB,Saw,\n', {
    mode: 'update',
    dry_run: true,
  })
  expect(job).toMatchObject({ updated: 1, failed: 1 })
  expect(await told(job.id)).toEqual([[3, 'name', 'closed_field']])
  expect(job.resultLog.samples).toEqual([
    { row: 2, action: 'updated', title: '', changes: { name: { old: 'Bolt 1', new: 'Axe' } } },
  ])
  const beyond = await world.bringIn(limited, 'sku,description\nB,closed\n', { mode: 'update' })
  expect(await told(beyond.id)).toEqual([[2, 'description', 'closed_field']])
})

it('holds nothing against a field that may not be seen: what comes of a guess would tell it', async () => {
  const change: Grant = { resource: 'product', action: 'change' }
  const limited = await world.limited(us.organization, [{ ...view, fields: ['sku'] }, bring, change])
  const guess = { mode: 'update', dry_run: true }
  const job = await world.bringIn(limited, 'sku,name\nA,Bolt 1\nB,Bolt 1\n', guess)
  expect(job).toMatchObject({ updated: 0, unchanged: 0, failed: 2 })
  expect(await told(job.id)).toEqual([
    [2, 'name', 'closed_field'],
    [3, 'name', 'closed_field'],
  ])
  const blind = await world.limited(us.organization, [{ ...view, fields: ['name'] }, bring, change])
  const found = await world.bringIn(blind, 'sku,name\nA,Axe\nZ,Axe\n', guess)
  expect((await told(found.id)).map(([, , rule]) => rule)).toEqual(['no_such_row', 'no_such_row'])
})

it('finds what a row refers to by nothing that may not be seen: a guess would be told from a miss', async () => {
  const { organization, context } = us
  await world.services.database.withUnitOfWork(context, (work) =>
    work.insert(Category, { organization, name: 'Secret plan', slug: 'tools', categoryType: 'PRODUCT' }),
  )
  const grants: Grant[] = [view, bring, { resource: 'product', action: 'add' }]
  const csv = 'sku,name,product_type,category\nC,c,SERVICE,Secret plan\nD,d,SERVICE,Guess\nE,e,SERVICE,tools\n'
  const limited = await world.limited(organization, [
    ...grants,
    { resource: 'category', action: 'view', fields: ['slug'] },
  ])
  const job = await world.bringIn(limited, csv, { dry_run: true })
  expect(job).toMatchObject({ created: 1, failed: 2 })
  expect(await told(job.id)).toEqual([
    [2, 'category', 'no_such_reference'],
    [3, 'category', 'no_such_reference'],
  ])
})

it('names custom fields for whoever may not look at their definitions', async () => {
  const { organization, context } = us
  await world.services.database.withUnitOfWork(context, (work) =>
    work.insert(CustomFieldDefinition, {
      organization,
      resource: 'product',
      key: 'colour',
      label: 'Colour',
      type: 'text',
    }),
  )
  const limited = await world.limited(organization, [view, bring, { resource: 'product', action: 'add' }])
  const mapping = { sku: 'sku', name: 'name', kind: 'product_type', colour: 'custom_fields.colour' }
  const job = await world.bringIn(limited, 'sku,name,kind,colour\nC,c,SERVICE,red\n', { mapping })
  expect(job).toMatchObject({ status: 'COMPLETED', created: 1 })
  expect((await world.products(organization)).at(-1)).toMatchObject({ custom_fields: { colour: 'red' } })
})

it('holds rows and fields against the grant to import as well', async () => {
  const rest: Grant[] = [view, { resource: 'product', action: 'add' }, { resource: 'product', action: 'change' }]
  const limited = await world.limited(us.organization, [
    ...rest,
    { ...bring, where: bolts, fields: ['sku', 'name', 'productType'] },
  ])
  const job = await world.bringIn(
    limited,
    'sku,name,product_type,description\nC,Bolt 5,SERVICE,\nD,Nut 5,SERVICE,\nE,Bolt 6,SERVICE,long\nB,Bolt 7,SERVICE,\n',
  )
  expect(job).toMatchObject({ created: 0, updated: 0, failed: 4 })
  const shorter = await world.bringIn(
    limited,
    'sku,name,product_type\nC,Bolt 5,SERVICE\nD,Nut 5,SERVICE\nB,Bolt 7,SERVICE\n',
  )
  expect(shorter).toMatchObject({ created: 1, updated: 0, failed: 2 })
  expect(await names()).toEqual(['Bolt 1', 'Nut 1', 'Bolt 5'])
})

it('is done with the rights of the moment it runs, not of the moment it was asked for', async () => {
  const limited = await world.limited(us.organization, [view, bring, { resource: 'product', action: 'add' }])
  const { id } = await world.ask(limited, 'sku,name,product_type\nC,Late,SERVICE\n')
  await world.asOwner('update membership set is_active = false where user_id = $1', [
    'userId' in limited.context.actor ? limited.context.actor.userId : '',
  ])
  await world.work()
  expect(await world.job(id)).toMatchObject({
    status: 'FAILED',
    created: 0,
    resultLog: { problem: { code: 'forbidden' } },
  })
})

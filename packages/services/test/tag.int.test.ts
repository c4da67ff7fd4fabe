import { retagRows, type WorkContext } from '@groundwork/db'
import { createTestDatabase, type TestDatabase, unique, type World, worldIn } from '@groundwork/db/testing'
import { Product, type RowOf, Tag } from '@groundwork/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bulk, catalogue, listTagUsage, mergeTags, removeTag, updateTag } from '../src/index.ts'

let test: TestDatabase
let world: World
let ours: string
let context: WorkContext

beforeAll(async () => {
  test = await createTestDatabase()
  world = worldIn(test.database)
})
afterAll(() => test.close())

/** An organization of its own for each test, so that its tags are too. */
async function somewhere() {
  ours = (await world.organization()).id
  context = await world.caller([ours])
}

const services = () => ({ database: test.database })
const product = (tags: string[], as = context, organization = ours) => world.product(as, organization, { tags })
const tagsOf = async (id: string) => (await test.database.reader(context).get(Product, id)).tags
const allTags = async () =>
  (await test.database.reader(context).list(Tag, { filter: { field: 'organization', op: 'eq', value: ours } })).rows
const tagNamed = async (name: string): Promise<RowOf<typeof Tag>> => {
  const found = (await allTags()).find((tag) => tag.name === name)
  return found ?? expect.unreachable(`There is no tag ${name}`)
}
const entriesOf = (id: string) =>
  test.sql<{ action_type: string; changes: object; context: { rows?: number; into?: string } }>(
    'select action_type, changes, context from audit_entry where object_id = $1 order by created_at, id',
    [id],
  )
const found = async (op: 'hasany' | 'hasall', value: string[]) => {
  const { rows } = await test.database.reader(context).list(Product, { filter: { field: 'tags', op, value } })
  return rows.map(({ id }) => id).sort()
}

/** What somebody else does while a tag is being renamed: it has to wait for the end of that. */
async function whileRenamed<Result>(tag: RowOf<typeof Tag>, to: string, use: () => Promise<Result>): Promise<Result> {
  let other: Promise<Result> | undefined
  await test.database.withUnitOfWork(context, async (work) => {
    await work.update(Tag, tag.id, { name: to })
    await retagRows(work, { organization: ours, from: tag.name, to })
    other = use()
    other.catch(() => undefined)
    const waiting = `select from pg_locks where not granted and pid in (select pid from pg_stat_activity where datname = current_database())`
    await expect.poll(async () => (await test.sql(waiting)).length).toBeGreaterThan(0)
  })
  return other ?? expect.unreachable('it was not started')
}

/** Seed 001, Tagging, by its own sentences. */
describe('a row that can be tagged', () => {
  it('has tags, which are words: given on create and on update, and shown as a list', async () => {
    await somewhere()
    const made = await product(['tag1', 'tag2'])
    expect(made.tags).toEqual(['tag1', 'tag2'])
    const changed = await catalogue.product.update(services(), context, made.id, { tags: ['tag2', 'tag3'] })
    expect(changed.tags).toEqual(['tag2', 'tag3'])
    expect((await test.database.reader(context).get(Product, made.id)).tags).toEqual(['tag2', 'tag3'])
  })

  it('is found by any of several tags, or by all of them', async () => {
    await somewhere()
    const [one, both, none] = [await product(['tag1']), await product(['tag1', 'tag2']), await product(['tag3'])]
    expect(await found('hasany', ['tag1', 'tag2'])).toEqual([one.id, both.id].sort())
    expect(await found('hasall', ['tag1', 'tag2'])).toEqual([both.id])
    expect(await found('hasany', ['tag3', 'unknown'])).toEqual([none.id])
  })

  it('makes a tag of every word when it is first used, with custom fields of its own', async () => {
    await somewhere()
    await product(['Fragile'])
    const tag = await tagNamed('Fragile')
    expect(tag).toMatchObject({ organization: ours, color: '', customFields: {}, version: 1 })
    expect(await entriesOf(tag.id)).toMatchObject([
      { action_type: 'CREATE', changes: { name: { old: null, new: 'Fragile' } } },
    ])
    const changed = await updateTag(services(), context, tag.id, { color: '#4CAF50', customFields: { shelf: 4 } })
    expect(changed).toMatchObject({ color: '#4CAF50', customFields: { shelf: 4 } })
  })

  it('takes the spelling that is there, whatever the case', async () => {
    await somewhere()
    await product(['Crème Brûlée'])
    const second = await product(['CRÈME BRÛLÉE', 'crème brûlée', 'other'])
    expect(second.tags).toEqual(['Crème Brûlée', 'other'])
    expect((await allTags()).map(({ name }) => name)).toEqual(['Crème Brûlée', 'other'])
  })

  it('makes one tag when two use a new word at once', async () => {
    await somewhere()
    const made = await Promise.all(['New', 'NEW', 'new', 'nEW'].map((word) => product([word, 'b', 'a'])))
    const [tag, ...others] = (await allTags()).filter(({ name }) => name.toLowerCase() === 'new')
    expect(others).toEqual([])
    expect(new Set(made.map(({ tags }) => tags[0]))).toEqual(new Set([tag?.name]))
    expect(await entriesOf(tag?.id ?? '')).toHaveLength(1)
  })

  it('spells a tag in one way where it is an organization that is made with two', async () => {
    const { id, tags } = await world.organization({ tags: ['Old', 'OLD', 'b'] })
    expect(tags).toEqual(['Old', 'b'])
    const made = await test.sql('select name from tag where organization_id = $1 order by name', [id])
    expect(made).toEqual([{ name: 'b' }, { name: 'Old' }])
  })

  it('uses the words of its own organization alone', async () => {
    await somewhere()
    const elsewhere = (await world.organization()).id
    await product(['Theirs'], world.system, elsewhere)
    expect((await product(['theirs'])).tags).toEqual(['theirs'])
  })

  it('is not made with tags in an organization out of reach', async () => {
    await somewhere()
    const elsewhere = (await world.organization()).id
    await expect(product(['Mine'], context, elsewhere)).rejects.toMatchObject({ code: 'not_found' })
    expect(await test.sql('select from tag where organization_id = $1', [elsewhere])).toEqual([])
  })
})

describe('renaming a tag', () => {
  it('renames it on all rows, deleted ones too, and tells once how many', async () => {
    await somewhere()
    const rows = await Promise.all([product(['red', 'x']), product(['red']), product(['x'])])
    await catalogue.product.remove(services(), context, rows[1]?.id ?? '')
    const tag = await tagNamed('red')
    const renamed = await updateTag(services(), context, tag.id, { name: 'Crimson', version: tag.version })
    expect(renamed).toMatchObject({ name: 'Crimson', version: 2 })
    expect(await tagsOf(rows[0]?.id ?? '')).toEqual(['Crimson', 'x'])
    await catalogue.product.restore(services(), context, rows[1]?.id ?? '')
    expect(await tagsOf(rows[1]?.id ?? '')).toEqual(['Crimson'])
    expect(await found('hasany', ['red'])).toEqual([])
    expect((await entriesOf(tag.id)).at(-1)).toMatchObject({ action_type: 'UPDATE', context: { rows: 2 } })
  })

  it('may change its case alone', async () => {
    await somewhere()
    const { id } = await product(['eco'])
    await updateTag(services(), context, (await tagNamed('eco')).id, { name: 'ECO' })
    expect(await tagsOf(id)).toEqual(['ECO'])
  })

  it('to a name that is taken is refused, and changes nothing', async () => {
    await somewhere()
    const { id } = await product(['one', 'two'])
    const refused = updateTag(services(), context, (await tagNamed('one')).id, { name: 'TWO' })
    await expect(refused).rejects.toMatchObject({
      code: 'conflict',
      reason: 'duplicate',
      fields: { name: expect.anything() },
    })
    expect(await tagsOf(id)).toEqual(['one', 'two'])
  })

  it('by a stale version is refused', async () => {
    await somewhere()
    await product(['one'])
    const tag = await tagNamed('one')
    await updateTag(services(), context, tag.id, { color: '#000000' })
    const stale = updateTag(services(), context, tag.id, { name: 'two', version: tag.version })
    await expect(stale).rejects.toMatchObject({ code: 'stale' })
  })

  it('leaves no row with the old name, though rows are tagged with it meanwhile', async () => {
    await somewhere()
    await product(['busy'])
    const tag = await tagNamed('busy')
    await Promise.all([
      ...Array.from({ length: 8 }, () => product(['busy'])),
      updateTag(services(), context, tag.id, { name: 'calm' }),
      ...Array.from({ length: 8 }, () => product(['busy'])),
    ])
    const names = new Set((await allTags()).map(({ name }) => name))
    const used = await test.sql<{ tag: string }>(
      'select distinct unnest(tags) as tag from product where organization_id = $1',
      [ours],
    )
    expect(used.filter((row) => !names.has(row.tag))).toEqual([])
  })
})

describe('a row whose tags are changed while one of them is renamed', () => {
  it.each([[['old', 'more']], [['old']]])('has no word that is no tag: %j', async (tags) => {
    await somewhere()
    const { id } = await product(['old', 'x'])
    const old = await tagNamed('old')
    await whileRenamed(old, 'new', () => catalogue.product.update(services(), context, id, { tags }))
    const names = (await allTags()).map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(await tagsOf(id)))
  })
})

describe('merging and deleting tags', () => {
  it('takes along the rows of a tag that is renamed meanwhile', async () => {
    await somewhere()
    const { id } = await product(['a'])
    await product(['b'])
    const [a, b] = [await tagNamed('a'), await tagNamed('b')]
    await whileRenamed(a, 'alpha', () => mergeTags(services(), context, { id: a.id, into: b.id }))
    expect(await tagsOf(id)).toEqual(['b'])
  })

  it('puts the one in the place of the other, once on each row, and tells it', async () => {
    await somewhere()
    const [both, one] = [await product(['car', 'auto', 'x']), await product(['x', 'auto'])]
    const [car, auto] = [await tagNamed('car'), await tagNamed('auto')]
    expect(await mergeTags(services(), context, { id: auto.id, into: car.id })).toMatchObject({
      id: car.id,
      name: 'car',
    })
    expect(await tagsOf(both.id)).toEqual(['car', 'x'])
    expect(await tagsOf(one.id)).toEqual(['x', 'car'])
    expect((await allTags()).map(({ name }) => name)).toEqual(['car', 'x'])
    expect((await entriesOf(auto.id)).at(-1)).toMatchObject({
      action_type: 'DELETE',
      context: { into: 'car', rows: 2 },
    })
  })

  it('refuses itself, a tag of others, and whoever may not merge', async () => {
    await somewhere()
    await product(['a', 'b'])
    const [a, b] = [await tagNamed('a'), await tagNamed('b')]
    const invalid = { code: 'invalid', fields: { into: expect.anything() } }
    await expect(mergeTags(services(), context, { id: a.id, into: a.id })).rejects.toMatchObject(invalid)
    await expect(mergeTags(services(), context, { id: a.id, into: world.unknownId() })).rejects.toMatchObject(invalid)
    const looker = await world.caller([ours], [{ resource: 'tag', action: 'view' }])
    await expect(mergeTags(services(), looker, { id: a.id, into: b.id })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(removeTag(services(), looker, a.id)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(updateTag(services(), looker, a.id, { name: 'c' })).rejects.toMatchObject({ code: 'forbidden' })
    expect((await allTags()).map(({ name }) => name)).toEqual(['a', 'b'])
  })

  it('takes a deleted tag from all rows', async () => {
    await somewhere()
    const { id } = await product(['gone', 'kept'])
    const tag = await tagNamed('gone')
    await removeTag(services(), context, tag.id)
    expect(await tagsOf(id)).toEqual(['kept'])
    expect((await entriesOf(tag.id)).at(-1)).toMatchObject({ action_type: 'DELETE', context: { rows: 1 } })
  })
})

describe('how often tags are used', () => {
  const usage = async (as = context, resource?: string) => {
    const used = await listTagUsage(services(), as, { organization: ours, resource })
    return Object.fromEntries(used.map(({ name, count, byResource }) => [name, { count, byResource }]))
  }

  it('counts the live rows of each resource', async () => {
    await somewhere()
    const [, gone] = [await product(['a', 'b']), await product(['a'])]
    await catalogue.product.remove(services(), context, gone.id)
    const shop = {
      organization: ours,
      name: `W ${unique()}`,
      code: 'MAIN',
      warehouseType: 'OTHER',
      tags: ['a'],
    } as const
    await catalogue.warehouse.create(services(), context, { ...shop, tags: ['a'] })
    await test.database.withUnitOfWork(context, (work) => work.insert(Tag, { organization: ours, name: 'unused' }))
    expect(await usage()).toEqual({
      a: { count: 2, byResource: { product: 1, warehouse: 1 } },
      b: { count: 1, byResource: { product: 1 } },
      unused: { count: 0, byResource: {} },
    })
    expect(await usage(context, 'warehouse')).toMatchObject({ a: { count: 1 }, b: { count: 0 } })
  })

  it('counts of the tags that are asked for those of the organization, and nothing for the others', async () => {
    await somewhere()
    const theirs = await world.organization()
    await product(['theirs'], world.system, theirs.id)
    const [other] = await test.sql<{ id: string }>('select id from tag where organization_id = $1', [theirs.id])
    await Promise.all([product(['a', 'b']), product(['b', 'c'])])
    const ids = [(await tagNamed('b')).id, (await tagNamed('c')).id, other?.id ?? '', world.unknownId()]
    const both = await world.caller([ours, theirs.id])
    const used = await listTagUsage(services(), both, { organization: ours, ids })
    expect(used.map(({ name, count }) => [name, count])).toEqual([
      ['b', 2],
      ['c', 1],
    ])
    expect(await listTagUsage(services(), context, { organization: ours, ids: [] })).toEqual([])
  })

  it('counts only what the caller may view', async () => {
    await somewhere()
    await world.product(context, ours, { tags: ['a'], status: 'active' })
    await world.product(context, ours, { tags: ['a'], status: 'draft' })
    await updateTag(services(), context, (await tagNamed('a')).id, { color: '#4CAF50' })
    const see = (grant: object) => [
      { resource: 'organization', action: 'view' },
      { resource: 'tag', action: 'view', fields: ['name'] },
      { resource: 'product', action: 'view', ...grant },
    ]
    const drafts = await world.caller([ours], see({ where: { field: 'status', op: 'eq', value: 'draft' } }))
    expect(await usage(drafts)).toMatchObject({ a: { count: 1 } })
    const blind = await world.caller([ours], see({ fields: ['sku'] }))
    expect(await usage(blind)).toEqual({ a: { count: 0, byResource: {} } })
    const [tag] = await listTagUsage(services(), blind, { organization: ours })
    expect(tag?.color).toBe('')
    const stranger = await world.caller([(await world.organization()).id])
    await expect(usage(stranger)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('tagging many rows', () => {
  it('adds and takes away, and leaves each row what it has besides', async () => {
    await somewhere()
    const rows = [await product(['a', 'b']), await product(['c']), await product([])]
    const ids = rows.map(({ id }) => id)
    const changed = await bulk.product.updateMany(services(), context, {
      ids,
      addTags: ['B', 'new'],
      removeTags: ['A'],
    })
    expect(changed.map(({ tags }) => tags)).toEqual([
      ['b', 'new'],
      ['c', 'b', 'new'],
      ['b', 'new'],
    ])
  })

  it('is refused to whoever cannot see the tags there are', async () => {
    await somewhere()
    const { id } = await product(['secret'])
    const blind = await world.caller(
      [ours],
      [
        { resource: 'product', action: 'view', fields: ['sku'] },
        { resource: 'product', action: 'change' },
      ],
    )
    const attempt = bulk.product.updateMany(services(), blind, { ids: [id], addTags: ['x'] })
    await expect(attempt).rejects.toMatchObject({ code: 'forbidden', fields: { 'rows.0.tags': ['Not allowed'] } })
  })
})

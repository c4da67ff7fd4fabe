import {
  Category,
  type Defined,
  isDomainError,
  Organization,
  type Resource,
  type ResourceSpec,
  StockLocation,
  TaxJurisdiction,
  Warehouse,
} from '@groundwork/domain'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { UnitOfWork, WorkContext } from '../src/index.ts'
import { createTestDatabase, type TestDatabase, unique, type World, worldIn } from './support/index.ts'

type Tree = Defined<ResourceSpec>
type Row = Record<string, unknown>

let test: TestDatabase
let world: World
let organization: string
const warehouses: string[] = []

beforeAll(async () => {
  test = await createTestDatabase()
  world = worldIn(test.database)
  organization = (await world.organization()).id
  for (const code of ['ONE', 'TWO']) {
    const made = await work((unit) =>
      unit.insert(Warehouse, { organization, code, name: code, warehouseType: 'OTHER' }),
    )
    warehouses.push(made.id)
  }
})
afterAll(() => test.close())

const work = <Result>(use: (unit: UnitOfWork) => Promise<Result>, as: WorkContext = world.system) =>
  test.database.withUnitOfWork(as, use)

/** How nodes are made; of trees whose nodes have something in common, also nodes that have something else in common. */
const apart: readonly { tree: Resource; within: string; values: (isOther: boolean) => Row }[] = [
  {
    tree: Category,
    within: 'categoryType',
    values: (isOther) => ({ organization, categoryType: isOther ? 'ASSET_TYPE' : 'PRODUCT' }),
  },
  {
    tree: StockLocation,
    within: 'warehouse',
    values: (isOther) => ({ organization, warehouse: warehouses[isOther ? 1 : 0] }),
  },
]
const trees: readonly { tree: Resource; values: (isOther: boolean) => Row }[] = [
  { tree: Organization, values: () => ({ code: unique(), organizationType: 'Team' }) },
  { tree: TaxJurisdiction, values: () => ({ code: `J${unique()}`.toUpperCase(), jurisdictionType: 'OTHER' }) },
  ...apart,
]

describe.each(trees.map((given) => ({ name: given.tree.name, ...given })))('the tree of $name', ({ tree, values }) => {
  const resource = tree as Tree
  const keyOf = (row: Row) => String(row[tree.key])
  const make = async (parent: string | null = null, name = `Node ${unique()}`) =>
    keyOf(await work((unit) => unit.insert(resource, { ...values(false), name, parent } as never)))
  const move = (key: string, parent: string | null, as?: WorkContext) =>
    work((unit) => unit.move(resource, key, parent), as)
  const reader = () => test.database.reader(world.system)
  const names = (rows: readonly Row[]) => rows.map(({ name }) => name)

  /** top > (left > (inner, outer), right) */
  async function small() {
    const top = await make()
    const left = await make(top, 'Left')
    const right = await make(top, 'Right')
    const outer = await make(left, 'Outer')
    const inner = await make(left, 'Inner')
    return { top, left, right, outer, inner }
  }

  /** Every stored path and depth follows from the parents. */
  const expectSound = async () => {
    const key = tree.key
    const broken = await test.sql(
      `select child.${key} from ${tree.table} child left join ${tree.table} parent on parent.${key} = child.parent_id
       where child.path <> coalesce(parent.path, '/') || child.${key} || '/' or child.depth <> coalesce(parent.depth + 1, 0)`,
    )
    expect(broken).toEqual([])
  }

  it('is read downwards, upwards and whole', async () => {
    const { top, left, inner } = await small()
    expect(names(await reader().children(resource, top))).toEqual(['Left', 'Right'])
    expect(names(await reader().descendants(resource, top))).toEqual(['Left', 'Right', 'Inner', 'Outer'])
    expect(names(await reader().ancestors(resource, inner)).slice(1)).toEqual(['Left'])
    const whole = await reader().tree(resource, { root: top })
    expect(whole.map((row) => [(row as Row).name, row.depth]).slice(1)).toEqual([
      ['Left', 1],
      ['Inner', 2],
      ['Outer', 2],
      ['Right', 1],
    ])
    const { depth, ...node } = whole[1] as Row
    expect(depth).toBe(1)
    expect(node).toEqual(await reader().get(resource, left))
    const isBelow = { field: tree.key, op: 'descendantof', value: left } as const
    const below = await reader().list(resource, { filter: isBelow, orderBy: ['name'] })
    expect(names(below.rows)).toEqual(['Inner', 'Left', 'Outer'])
    const hangsBelow = { field: 'parent', op: 'descendantof', value: top } as const
    expect((await reader().list(resource, { filter: hangsBelow })).rows).toHaveLength(4)
  })

  it('moves with everything below', async () => {
    const { left, right, inner } = await small()
    expect(await move(left, right)).toMatchObject({ parent: right, version: 2 })
    expect(names(await reader().ancestors(resource, inner)).slice(1)).toEqual(['Right', 'Left'])
    await expectSound()
    expect(await move(left, null)).toMatchObject({ parent: null, version: 3 })
    expect(names(await reader().ancestors(resource, inner))).toEqual(['Left'])
    await move(left, tree.key === 'id' ? right.toUpperCase() : right)
    await move(tree.key === 'id' ? left.toUpperCase() : left, null)
    await expectSound()
  })

  it('knows no node below itself', async () => {
    const { left, inner } = await small()
    for (const parent of [left, inner]) {
      await expect(move(left, parent)).rejects.toMatchObject({
        code: 'conflict',
        reason: 'cycle',
        fields: { parent: ['Is the row itself or below it'] },
      })
    }
    await expectSound()
  })

  it('tells a cycle before anything else that is wrong with the place', async () => {
    const { left, inner } = await small()
    await work((unit) => unit.update(resource, inner, { name: 'Left' }))
    await expect(move(left, left)).rejects.toMatchObject({ code: 'conflict', reason: 'cycle' })
  })

  it('takes no parent that is not there', async () => {
    const missing = { code: 'invalid', reason: 'no_such_reference', fields: { parent: ['Does not exist'] } }
    const unknown = tree.key === 'id' ? world.unknownId() : 'NOWHERE'
    await expect(make(unknown)).rejects.toMatchObject(missing)
    await expect(move(await make(), unknown)).rejects.toMatchObject(missing)
  })

  it('is no deeper than anybody can follow', async () => {
    let deepest = await make()
    for (let depth = 1; depth <= 50; depth++) deepest = await make(deepest)
    const tooDeep = { code: 'invalid', reason: 'too_deep', fields: { parent: ['Is too deep in the tree'] } }
    await expect(make(deepest)).rejects.toMatchObject(tooDeep)
    await expect(move(await make(), deepest)).rejects.toMatchObject(tooDeep)
    await expectSound()
  })

  it('takes children of one parent that come at the same moment', async () => {
    const top = await make()
    await Promise.all(Array.from({ length: 8 }, () => make(top)))
    expect(await reader().children(resource, top)).toHaveLength(8)
    await expectSound()
  })

  it('stays sound while it is added to, moved and deleted from at once', async () => {
    const { top, left, right, inner } = await small()
    const outcomes = await Promise.allSettled([
      make(inner),
      move(left, right),
      make(left),
      move(right, left),
      work((unit) => unit.remove(resource, inner)),
      make(top),
    ])
    const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
    expect(failures.filter((error) => !isDomainError(error))).toEqual([])
    expect(failures.map(({ reason }) => reason)).not.toContain('try_again')
    await expectSound()
  })

  it('is what moving a node at a time makes of it', async () => {
    const step = fc.record({ node: fc.nat({ max: 7 }), parent: fc.option(fc.nat({ max: 7 })) })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const keys: string[] = []
        for (let made = 0; made < 8; made++) keys.push(await make(keys[Math.floor((made - 1) / 2)] ?? null))
        const parents = new Map(keys.map((key, made) => [key, keys[Math.floor((made - 1) / 2)] ?? null]))
        const above = (key: string | null): string[] => (key ? [...above(parents.get(key) ?? null), key] : [])
        for (const { node, parent } of steps) {
          const [key, under] = [keys[node] as string, parent === null ? null : (keys[parent] as string)]
          const isCycle = above(under).includes(key)
          const outcome = await move(key, under).then(
            () => 'moved',
            (error: unknown) => isDomainError(error) && error.reason,
          )
          expect(outcome).toBe(isCycle ? 'cycle' : 'moved')
          if (!isCycle) parents.set(key, under)
        }
        for (const key of keys) {
          const found = (await reader().ancestors(resource, key)).map((row) => keyOf(row as Row))
          expect([...found, key]).toEqual(above(key))
        }
      }),
      { numRuns: 8 },
    )
    await expectSound()
  })
})

describe.each(apart.map((given) => ({ name: given.tree.name, ...given })))(
  'the trees of $name',
  ({ tree, values, within }) => {
    const resource = tree as Tree
    const make = async (isOther: boolean, parent: string | null = null) =>
      (await work((unit) => unit.insert(resource, { ...values(isOther), name: unique(), parent } as never))) as Row

    it('are read by what their nodes have in common', async () => {
      const [mine, theirs] = [await make(false), await make(true)]
      const ids = async (of: Row) => {
        const part = { within: String(of[within]), organizations: [organization] }
        return (await test.database.reader(world.system).tree(resource, part)).map((row) => (row as Row).id)
      }
      expect(await ids(mine)).toContain(mine.id)
      expect(await ids(mine)).not.toContain(theirs.id)
      expect(await ids(theirs)).toContain(theirs.id)
      expect(await test.database.reader(world.system).tree(resource, { within: 'nonsense' })).toEqual([])
    })

    it('do not grow into each other', async () => {
      const [mine, theirs] = [await make(false), await make(true)]
      const foreign = {
        code: 'invalid',
        reason: 'foreign_parent',
        fields: { parent: [expect.stringContaining('another')] },
      }
      await expect(make(false, String(theirs.id))).rejects.toMatchObject(foreign)
      const move = work((unit) => unit.move(resource, String(mine.id), String(theirs.id)))
      await expect(move).rejects.toMatchObject(foreign)
    })
  },
)

describe('a tree within an organization', () => {
  const category = (given: object = {}) => ({ organization, name: unique(), categoryType: 'OTHER' as const, ...given })

  it('is moved to the top by who may move the node', async () => {
    const member = await world.caller([organization])
    const viewer = await world.caller([organization], 'viewer')
    const top = await work((unit) => unit.insert(Category, category()), member)
    const { id } = await work((unit) => unit.insert(Category, category({ parent: top.id })), member)
    await expect(work((unit) => unit.move(Category, id, null), viewer)).rejects.toMatchObject({ code: 'forbidden' })
    expect((await work((unit) => unit.move(Category, id, null), member)).parent).toBeNull()
  })

  it('takes along the nodes that the caller’s grants do not reach', async () => {
    const [top, left] = [
      await work((unit) => unit.insert(Category, category())),
      await work((unit) => unit.insert(Category, category())),
    ]
    const { id } = await work((unit) => unit.insert(Category, category({ parent: left.id, isActive: false })))
    const where = { field: 'isActive', op: 'eq', value: true } as const
    const grants = ['view', 'move'].map((action) => ({ resource: 'category', action, where }))
    const member = await world.caller([organization], grants)
    await work((unit) => unit.move(Category, left.id, top.id), member)
    expect((await test.database.reader(world.system).ancestors(Category, id)).map((row) => row.id)).toEqual([
      top.id,
      left.id,
    ])
  })

  it('shows nodes below a hidden one where the next that is seen stands', async () => {
    const top = await work((unit) => unit.insert(Category, category({ name: 'Top' })))
    const hidden = await work((unit) => unit.insert(Category, category({ name: 'Hidden', parent: top.id })))
    await work((unit) => unit.insert(Category, category({ name: 'Below', parent: hidden.id })))
    await work((unit) => unit.update(Category, hidden.id, { isActive: false }))
    const where = { field: 'isActive', op: 'eq', value: true } as const
    const member = await world.caller([organization], [{ resource: 'category', action: 'view', where }])
    const rows = await test.database.reader(member).tree(Category, { root: top.id })
    expect(rows.map(({ name, depth }) => [name, depth])).toEqual([
      ['Top', 0],
      ['Below', 1],
    ])
  })

  it('with ten thousand nodes is moved whole', async () => {
    const [top, other] = [
      await work((unit) => unit.insert(Category, category())),
      await work((unit) => unit.insert(Category, category())),
    ]
    await test.sql(
      `insert into category (id, organization_id, name, slug, category_type, parent_id, path, depth, tags)
       select id, $1, 'n' || n, id::text, 'OTHER', $2::uuid, '/' || $2::uuid || '/' || id || '/', 1, '{made}' from (select gen_random_uuid() as id, n from generate_series(1, 10000) n) made`,
      [organization, top.id],
    )
    await work((unit) => unit.move(Category, top.id, other.id), await world.caller([organization]))
    const [moved] = await test.sql<{ count: string }>(
      `select count(*) from category where parent_id = $1::uuid and depth = 2 and path = '/' || $2::uuid || '/' || $1::uuid || '/' || id || '/'`,
      [top.id, other.id],
    )
    expect(Number(moved?.count)).toBe(10_000)
    await expect(test.database.reader(world.system).tree(Category, { root: other.id })).rejects.toMatchObject({
      code: 'invalid',
      reason: 'tree_too_large',
    })
  })
})

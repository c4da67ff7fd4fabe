import { asSystem } from '@groundwork/db'
import { Role } from '@groundwork/domain'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { authenticate, createApiKey } from '../src/identity/index.ts'
import { trees } from '../src/resource/catalogue.ts'
import { createWorld, type Person, type World } from './identity-world.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
  // Whoever was given the right to move, as no seeded role but an owner's has it.
  const grants = ['view', 'move'].map((action) => ({ resource: 'organization', action }))
  await world.database.withUnitOfWork(asSystem('set a test up'), (work) =>
    work.insert(Role, { slug: 'mover', name: 'Mover', grants }),
  )
})
afterAll(() => world.close())

let ada: Person
let tree: { root: string; left: string; right: string; leaf: string }
beforeEach(async () => {
  ada = await world.person()
  tree = await plant()
})

async function plant() {
  const { id: root } = await world.organization()
  const left = await world.organization({ parent: root })
  const right = await world.organization({ parent: root })
  const { id: leaf } = await world.organization({ parent: left.id })
  return { root, left: left.id, right: right.id, leaf }
}

const join = (of: string, as: string, includesDescendants = true) => world.member(ada, { of, as, includesDescendants })
const move = async (key: string, parent: string | null, user = ada) =>
  trees.organization.move(world.services, await world.context(user), key, parent)
const parentOf = async (key: string) => {
  const [row] = await world.sql<{ parent: string | null }>(
    'select parent_id as parent from organization where id = $1',
    [key],
  )
  return row?.parent
}

describe('moving an organization', () => {
  it('within a tree is for who owns all of it, and who reaches it is asked anew', async () => {
    await join(tree.root, 'owner')
    const bob = await world.person()
    await world.member(bob, { of: tree.right, as: 'viewer', includesDescendants: true })
    const { access } = await world.tokensOf(bob)
    const reached = async () =>
      (await authenticate(world.services, { bearer: access })).memberships.map(({ organization }) => organization)
    expect(await reached()).not.toContain(tree.leaf)
    await expect(move(tree.leaf, tree.right)).resolves.toMatchObject({ parent: tree.right })
    expect(await reached()).toContain(tree.leaf)
  })

  it.each(['mover', 'owner'])('into a tree of one’s own is not for a %s of both', async (role) => {
    const other = await plant()
    await join(tree.root, role)
    await join(other.root, 'owner')
    await expect(move(tree.left, other.left)).rejects.toMatchObject({ code: 'forbidden', reason: 'tree_not_owned' })
    expect(await parentOf(tree.left)).toBe(tree.root)
  })

  it('is not for an administrator of the tree, nor for an owner of the root alone or of one branch', async () => {
    await join(tree.root, 'administrator')
    await expect(move(tree.leaf, tree.right)).rejects.toMatchObject({ code: 'forbidden' })
    ada = await world.person()
    await join(tree.root, 'mover')
    await expect(move(tree.leaf, tree.right)).rejects.toMatchObject({ reason: 'tree_not_owned' })
    ada = await world.person()
    await join(tree.root, 'owner', false)
    await join(tree.left, 'mover')
    await join(tree.right, 'owner')
    await expect(move(tree.leaf, tree.right)).rejects.toMatchObject({ code: 'forbidden' })
    ada = await world.person()
    await join(tree.left, 'owner')
    await join(tree.right, 'owner')
    await expect(move(tree.leaf, tree.right)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await parentOf(tree.leaf)).toBe(tree.left)
  })

  it('to or from the top is for superusers', async () => {
    const other = await plant()
    await join(tree.root, 'owner')
    await join(other.root, 'owner')
    await expect(move(tree.leaf, null)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(move(other.root, tree.root)).rejects.toMatchObject({ code: 'forbidden' })
    const root = await world.person({ isSuperuser: true })
    await expect(move(other.root, tree.root, root)).resolves.toMatchObject({ parent: tree.root })
    await expect(move(tree.leaf, null, root)).resolves.toMatchObject({ parent: null })
  })

  it('to a stranger’s place is as to none', async () => {
    const other = await plant()
    await join(tree.root, 'owner')
    const [foreign, unknown] = await Promise.all(
      [other.root, v7()].map((parent) => move(tree.leaf, parent).catch((error: unknown) => error)),
    )
    expect(foreign).toMatchObject({ code: 'invalid' })
    expect(foreign).toEqual(unknown)
  })

  it('is not for a key that is limited', async () => {
    await join(tree.root, 'owner')
    const grants = ['view', 'move'].map((action) => ({ resource: 'organization', action }))
    const { key } = await createApiKey(world.services, await world.context(ada), { name: 'mover', grants })
    const actor = await authenticate(world.services, { apiKey: key })
    await expect(trees.organization.move(world.services, { actor }, tree.leaf, tree.right)).rejects.toMatchObject({
      code: 'forbidden',
    })
  })
})

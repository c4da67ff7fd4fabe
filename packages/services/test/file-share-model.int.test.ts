import { asSystem, findCallerOfUser, type WorkContext } from '@groundwork/db'
import { Folder, isDomainError, Membership, StoredFile, sharePermissions } from '@groundwork/domain'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createShare, getFile, reachFile, removeShare, updateShare } from '../src/file/share/index.ts'
import { principalOfUser } from '../src/identity/build-principal.ts'
import {
  type ModelFile,
  type ModelShare,
  type ModelTarget,
  rank,
  SharingOracle,
  triedRoles,
} from './file-share-oracle.ts'
import { createFileWorld, type FileWorld, textLike } from './file-world.ts'

let world: FileWorld
beforeAll(async () => {
  world = await createFileWorld()
})
afterAll(() => world.close())

const system = asSystem('set the scene of a test')
const headcount = 4
const person = fc.nat({ max: headcount - 1 })
const target: fc.Arbitrary<ModelTarget> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ file: fc.nat({ max: 2 }) }) },
  { weight: 2, arbitrary: fc.record({ folder: fc.constantFrom<0 | 1>(0, 1) }) },
)
const to = fc.oneof(
  { weight: 3, arbitrary: fc.record({ person }) },
  { weight: 1, arbitrary: fc.record({ role: fc.constantFrom(...triedRoles) }) },
)
const terms = { permission: fc.constantFrom(...sharePermissions), canReshare: fc.boolean() }
const pick = fc.nat({ max: 9 })
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('share' as const), by: person, target, to, ...terms }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('change' as const), by: person, pick, ...terms }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('end' as const), by: person, pick }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('expire' as const), pick }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('role' as const),
      person,
      role: fc.constantFrom(null, ...triedRoles),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('active' as const), person, isActive: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('move' as const),
      file: fc.nat({ max: 2 }),
      folder: fc.constantFrom<0 | 1 | null>(0, 1, null),
    }),
  },
)
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

/** An organization with four people, two folders and three files, and the story of it as the oracle has it. */
async function setScene() {
  const home = await world.organization()
  const people: string[] = []
  for (let count = 0; count < headcount; count += 1) people.push((await world.person(home, 'member')).actor.userId)
  const roles = await world.sql<{ id: string; slug: string }>(
    'select id, slug from role where organization_id is null and slug = any($1)',
    [triedRoles],
  )
  const setRole = async (index: number, slug: string | null) => {
    await world.asOwner('delete from membership where user_id = $1', [people[index]])
    const role = roles.find((one) => one.slug === slug)?.id
    const user = people[index] ?? ''
    if (role)
      await world.services.database.withUnitOfWork(system, (work) =>
        work.insert(Membership, { organization: home, user, role }),
      )
  }
  const contextOf = async (index: number): Promise<WorkContext> => {
    const caller = await world.services.database.withUnitOfWork(system, (work) =>
      findCallerOfUser(work, people[index] ?? ''),
    )
    if (!caller) throw new Error(`There is no person ${index}`)
    return { actor: principalOfUser(caller) }
  }
  for (let index = 0; index < headcount; index += 1) await setRole(index, 'member')
  const folderIn = async (parent: string | null) =>
    (
      await world.services.database.withUnitOfWork(await contextOf(0), (work) =>
        work.insert(Folder, { organization: home, name: 'Folder', ...(parent && { parent }) }),
      )
    ).id
  const top = await folderIn(null)
  const folders = [top, await folderIn(top)]
  const files: string[] = []
  for (const index of [0, 1, 2]) {
    const upload = { organization: home, fileName: `file ${index}.txt`, bytes: textLike(50, index) }
    const { id } = await world.upload(await contextOf(index), upload)
    await world.makeAvailable(id)
    files.push(id)
  }
  const story = new SharingOracle(
    people.map(() => ({ role: 'member', isActive: true })),
    [0, 1, 2].map((owner): ModelFile => ({ owner, folder: null })),
    0,
  )
  return { home, people, folders, files, story, setRole, contextOf }
}
type Scene = Awaited<ReturnType<typeof setScene>>

const succeeds = async (attempt: Promise<unknown>): Promise<boolean> => {
  try {
    await attempt
    return true
  } catch (error) {
    if (isDomainError(error) && ['forbidden', 'not_found', 'invalid', 'conflict'].includes(error.code)) return false
    throw error
  }
}

async function play(scene: Scene, one: Step): Promise<void> {
  const { story, files, folders, people, contextOf } = scene
  const idOf = (of: ModelTarget) => ('file' in of ? { file: files[of.file] } : { folder: folders[of.folder] })
  const chosen = (index: number): ModelShare | undefined => story.shares[index % Math.max(story.shares.length, 1)]
  switch (one.kind) {
    case 'share': {
      if (!story.people[one.by]?.isActive) return
      const isAllowed =
        story.passable(one.by, one.target) >= rank(one.permission) &&
        ('role' in one.to || (one.to.person !== one.by && story.isMember(one.to.person))) &&
        !story.shares.some((share) => story.isFor(share, one))
      const receiver = 'role' in one.to ? { role: one.to.role } : { user: people[one.to.person] }
      const { permission, canReshare } = one
      const asked = { ...idOf(one.target), ...receiver, permission, canReshare, expiresAt: null }
      let id = ''
      const attempt = createShare(world.services, await contextOf(one.by), asked).then((made) => {
        id = made.id
      })
      expect(await succeeds(attempt), `share ${JSON.stringify(one)}`).toBe(isAllowed)
      if (isAllowed) {
        const { target: about, to: whom, by: giver } = one
        story.shares.push({ id, target: about, to: whom, giver, permission, canReshare, isOver: false })
      }
      return
    }
    case 'change': {
      const share = chosen(one.pick)
      if (!share || !story.people[one.by]?.isActive) return
      const isTheirs = story.mayShareThemselves(one.by, share.target)
      const isAllowed =
        (isTheirs || share.giver === one.by) &&
        !('person' in share.to && share.to.person === one.by) &&
        story.passable(one.by, share.target) >= rank(one.permission)
      const { permission, canReshare } = one
      const attempt = updateShare(world.services, await contextOf(one.by), { id: share.id, permission, canReshare })
      expect(await succeeds(attempt), `change ${JSON.stringify(one)}`).toBe(isAllowed)
      if (isAllowed) Object.assign(share, { permission, canReshare, giver: one.by })
      return
    }
    case 'end': {
      const share = chosen(one.pick)
      if (!share || !story.people[one.by]?.isActive) return
      const isMine = share.giver === one.by || ('person' in share.to && share.to.person === one.by)
      const isAllowed = isMine || story.mayShareThemselves(one.by, share.target)
      const attempt = removeShare(world.services, await contextOf(one.by), { id: share.id })
      expect(await succeeds(attempt), `end ${JSON.stringify(one)}`).toBe(isAllowed)
      if (isAllowed) story.shares.splice(story.shares.indexOf(share), 1)
      return
    }
    case 'expire': {
      const share = chosen(one.pick)
      if (!share) return
      await world.asOwner(`update file_share set expires_at = now() - interval '1 hour' where id = $1`, [share.id])
      share.isOver = true
      return
    }
    case 'role': {
      // Somebody disabled is given nothing new.
      if (!story.people[one.person]?.isActive) return
      await scene.setRole(one.person, one.role)
      Object.assign(story.people[one.person] ?? {}, { role: one.role })
      return
    }
    case 'active': {
      await world.asOwner('update app_user set is_active = $2 where id = $1', [people[one.person], one.isActive])
      Object.assign(story.people[one.person] ?? {}, { isActive: one.isActive })
      return
    }
    case 'move': {
      await world.asOwner('update file set folder_id = $2 where id = $1', [
        files[one.file],
        one.folder === null ? null : folders[one.folder],
      ])
      Object.assign(story.files[one.file] ?? {}, { folder: one.folder })
    }
  }
}

/** What really is let in, at the one way that all doors go, and what the row says of itself. */
async function reached(scene: Scene, who: number, file: number) {
  const key = scene.files[file] ?? ''
  const context = await scene.contextOf(who)
  let right = 0
  for (const action of ['view', 'download', 'delete'] as const) {
    const attempt = reachFile(world.services, context, { file: key, action }, (work) =>
      work.get(StoredFile, key, { action }),
    )
    if (await succeeds(attempt)) right = rank(action)
  }
  let shown: readonly string[] | null = null
  await succeeds(
    getFile(world.services, context, key).then(({ abilities }) => {
      shown = abilities
    }),
  )
  return { right, shown: shown as readonly string[] | null }
}

it('whoever shares what with whom, and whatever becomes of them: everybody reaches exactly what the story says', async () => {
  let live = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 14 }), async (steps) => {
      const scene = await setScene()
      const { story } = scene
      for (const [at, one] of steps.entries()) {
        await play(scene, one)
        const file = at % 3
        for (let who = 0; who < headcount; who += 1) {
          // Somebody disabled is let in nowhere: that is asked before any of this.
          if (!story.people[who]?.isActive) continue
          const expected = story.mayDo(who, file)
          const { right, shown } = await reached(scene, who, file)
          const told = `after ${JSON.stringify(steps.slice(0, at + 1))} person ${who} and file ${file}`
          expect(right, told).toBe(expected)
          if (story.shares.length) live += 1
          expect(shown !== null, told).toBe(expected > 0)
          expect(shown?.includes('download') ?? false, told).toBe(expected >= 2)
          expect(shown?.includes('delete') ?? false, told).toBe(expected >= 3)
          const isPassable = expected > 0 && story.passable(who, { file }) > 0
          expect(shown?.includes('share') ?? false, told).toBe(isPassable)
        }
      }
    }),
    { numRuns: Number(process.env.SHARE_RUNS ?? 12), seed: Number(process.env.SHARE_SEED ?? 20_261_121) },
  )
  expect(live, 'a story without shares shows nothing').toBeGreaterThan(50)
}, 240_000)

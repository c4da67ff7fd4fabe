import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { newLink } from './link.ts'
import {
  actionsOfRight,
  type FileRight,
  type GivenShare,
  includes,
  leastOf,
  newShare,
  reshareableRight,
  rightOf,
  type SharePermission,
  type ShareSituation,
  sharedRight,
  sharePermissions,
  shareTerms,
} from './share.ts'

const now = new Date('2026-11-21T12:00:00Z')
const share = (giver: string, receivers: readonly string[], more: Partial<GivenShare> = {}): GivenShare => ({
  id: `${giver}>${receivers.join()}`,
  giver,
  receivers,
  permission: 'download',
  canReshare: false,
  expiresAt: null,
  isGiversToShare: true,
  ...more,
})
const situation = (own: Record<string, FileRight>, ...shares: GivenShare[]): ShareSituation => ({
  own: new Map(Object.entries(own)),
  shares,
  now,
})

describe('a share', () => {
  it('gives what it says, as long as its giver may do that themselves', () => {
    const shares = share('ada', ['bob'], { permission: 'delete' })
    expect(sharedRight('bob', situation({ ada: 'delete' }, shares))?.permission).toBe('delete')
    expect(sharedRight('bob', situation({ ada: 'download' }, shares))?.permission).toBe('download')
    expect(sharedRight('bob', situation({ ada: null }, shares))).toBeNull()
    expect(sharedRight('bob', situation({}, shares))).toBeNull()
  })

  it('is dead once its giver may no longer share', () => {
    const shares = share('ada', ['bob'], { isGiversToShare: false })
    expect(sharedRight('bob', situation({ ada: 'delete' }, shares))).toBeNull()
  })

  it('ends at its moment, not before', () => {
    const ending = (expiresAt: string) => situation({ ada: 'view' }, share('ada', ['bob'], { expiresAt }))
    expect(sharedRight('bob', ending('2026-11-21T12:00:00.000Z'))).toBeNull()
    expect(sharedRight('bob', ending('2026-11-21T12:00:00.001Z'))?.permission).toBe('view')
  })

  it('passed on is never more than what was got, and says on whom it stands', () => {
    const chain = [
      share('ada', ['bob'], { permission: 'view', canReshare: true }),
      share('bob', ['cai'], { permission: 'delete', isGiversToShare: false }),
    ]
    expect(sharedRight('cai', situation({ ada: 'delete' }, ...chain))).toEqual({
      permission: 'view',
      share: 'bob>cai',
      standsFor: 'ada',
    })
    expect(sharedRight('cai', situation({ ada: null }, ...chain))).toBeNull()
  })

  it('that may not be passed on ends with its receiver', () => {
    const chain = [share('ada', ['bob']), share('bob', ['cai'], { isGiversToShare: false })]
    expect(sharedRight('cai', situation({ ada: 'delete' }, ...chain))).toBeNull()
    expect(reshareableRight('bob', situation({ ada: 'delete' }, ...chain))).toBeNull()
  })

  it('back to its giver is no right of its own: a circle holds nothing up', () => {
    const more = { canReshare: true, isGiversToShare: false }
    const circle = [share('ada', ['bob'], more), share('bob', ['ada'], more)]
    expect(sharedRight('bob', situation({ ada: null }, ...circle))).toBeNull()
    expect(sharedRight('ada', situation({ ada: null }, ...circle))).toBeNull()
  })
})

it('each permission includes those before it', () => {
  expect(sharePermissions.map((right) => actionsOfRight(right))).toEqual([[], ['download'], ['download', 'delete']])
  expect(rightOf(['change', 'delete'])).toBe('view')
  expect(rightOf(['delete', 'download', 'share'])).toBe('delete')
  expect(includes(null, 'view')).toBe(false)
})

const people = ['a', 'b', 'c', 'd', 'e']
const right = fc.option(fc.constantFrom(...sharePermissions))
const given: fc.Arbitrary<GivenShare> = fc.record({
  id: fc.uuid(),
  giver: fc.constantFrom(...people),
  receivers: fc.subarray(people, { minLength: 1 }),
  permission: fc.constantFrom(...sharePermissions),
  canReshare: fc.boolean(),
  expiresAt: fc.constantFrom(null, '2026-11-20T00:00:00.000Z', '2026-11-22T00:00:00.000Z'),
  isGiversToShare: fc.boolean(),
})
const situations = fc.record({
  shares: fc.array(given, { maxLength: 7 }),
  own: fc
    .tuple(...people.map(() => right))
    .map((rights) => new Map(people.map((one, at) => [one, rights[at] ?? null]))),
  now: fc.constant(now),
})

/** Walks every chain of shares back, through nobody twice, to somebody's own grants: slow, and plainly right. */
function byWalking(
  person: string,
  { shares, own }: ShareSituation,
  mustReshare = false,
  seen: string[] = [],
): FileRight {
  let best: FileRight = null
  for (const one of shares) {
    const isDead = one.expiresAt !== null && new Date(one.expiresAt) <= now
    if (isDead || one.giver === person || !one.receivers.includes(person)) continue
    if (mustReshare && !one.canReshare) continue
    const isThrough = !seen.includes(one.giver)
    const passed = isThrough ? byWalking(one.giver, { shares, own, now }, true, [...seen, person]) : null
    for (const source of [one.isGiversToShare ? (own.get(one.giver) ?? null) : null, passed]) {
      const got = leastOf(one.permission, source)
      if (got && !includes(best, got)) best = got
    }
  }
  return best
}

describe('whatever people share', () => {
  it('everybody gets exactly what some chain from somebody\u2019s own grants brings', () => {
    fc.assert(
      fc.property(situations, fc.constantFrom(...people), (world, person) => {
        expect(sharedRight(person, world)?.permission ?? null).toBe(byWalking(person, world))
        expect(reshareableRight(person, world)?.permission ?? null).toBe(byWalking(person, world, true))
      }),
    )
  })

  it('nobody gets more than the one has on whom it stands, nor more than the share says', () => {
    fc.assert(
      fc.property(situations, fc.constantFrom(...people), (world, person) => {
        const got = sharedRight(person, world)
        if (!got) return
        expect(includes(world.own.get(got.standsFor) ?? null, got.permission)).toBe(true)
        const by = world.shares.find(({ id }) => id === got.share)
        expect(includes(by?.permission ?? null, got.permission)).toBe(true)
      }),
    )
  })

  it('a right taken from somebody never gives more to anybody', () => {
    fc.assert(
      fc.property(situations, fc.constantFrom(...people), fc.constantFrom(...people), (world, person, loser) => {
        const less = { ...world, own: new Map([...world.own, [loser, null] as [string, FileRight]]) }
        const [before, after] = [world, less].map((one) => sharedRight(person, one)?.permission ?? null)
        expect(leastOf(before as FileRight, after as SharePermission)).toBe(after)
      }),
    )
  })
})

describe('a share that says too little or too much', () => {
  const id = '01a1fcf1-adf4-7000-8000-000000000001'
  const wrongAt = (result: z.ZodSafeParseResult<unknown>) => result.error?.issues.map(({ path }) => path.join('.'))

  it('is told of it under a field that can be sent', () => {
    expect(wrongAt(shareTerms.safeParse({ permission: 'view' }))).toEqual(['user'])
    expect(wrongAt(shareTerms.safeParse({ permission: 'view', user: id, role: 'viewer' }))).toEqual(['user'])
    expect(wrongAt(newShare.safeParse({ permission: 'view', user: id }))).toEqual(['file'])
    expect(wrongAt(newLink.safeParse({ file: id, folder: id }))).toEqual(['file'])
  })
})

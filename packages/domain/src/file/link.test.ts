import { expect, it } from 'vitest'
import { endAfterDays, linkEnd, newLink } from './link.ts'

const now = new Date('2026-11-21T12:00:00Z')
const fresh = { expiresAt: null, downloadLimit: null, downloadCount: 0, revokedAt: null }

it.each([
  [{}, null],
  [{ downloadCount: 1_000_000 }, null],
  [{ expiresAt: '2026-11-21T12:00:00.001Z' }, null],
  [{ expiresAt: '2026-11-21T12:00:00.000Z' }, 'expired'],
  [{ downloadLimit: 2, downloadCount: 1 }, null],
  [{ downloadLimit: 2, downloadCount: 2 }, 'used_up'],
  [{ downloadLimit: 1, downloadCount: 1, expiresAt: '2026-01-01T00:00:00Z' }, 'expired'],
  [{ revokedAt: '2026-11-21T11:00:00Z', expiresAt: '2026-01-01T00:00:00Z' }, 'revoked'],
])('a link with %j is at its end: %s', (state, end) => {
  expect(linkEnd({ ...fresh, ...state }, now)).toBe(end)
})

it('a fortnight is fourteen days', () => {
  expect(endAfterDays(now, 14)).toBe('2026-12-05T12:00:00.000Z')
})

const id = '01890a5d-ac96-774b-bcce-b302099a8057'
it.each([
  [{ file: id }, true],
  [{ folder: id, kind: 'upload' }, true],
  [{ file: id, folder: id }, false],
  [{}, false],
  [{ file: id, kind: 'upload' }, false],
  [{ file: id, downloadLimit: 0 }, false],
  [{ file: id, organization: id }, false],
])('a link is made of %j: %s', (values, isValid) => {
  expect(newLink.safeParse(values).success).toBe(isValid)
})

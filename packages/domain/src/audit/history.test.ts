import { describe, expect, it } from 'vitest'
import type { Filter } from '../filter/filter.ts'
import type { RowOf } from '../resource/define-resource.ts'
import type { AuditEntry } from './audit-entry.ts'
import { historyEntryFor } from './history.ts'

const organization = '0193f1a0-0000-7000-8000-000000000001'
const entry: RowOf<typeof AuditEntry> = {
  id: '0193f1a0-0000-7000-8000-000000000002',
  organization,
  user: null,
  apiKey: null,
  actorLabel: 'ada',
  actionType: 'UPDATE',
  resource: 'product',
  objectId: 'p',
  objectRepr: 'Anvil',
  changes: { name: { old: 'A', new: 'B' }, sku: { old: '1', new: '2' } },
  context: { ip: '192.0.2.1' },
  createdAt: '2026-11-21T08:00:00.000Z',
  organizationName: 'Ours',
  abilities: [],
}
const within = (part: { where?: Filter; fields?: string[] }, of = organization) =>
  ({ kind: 'within', parts: [{ organizations: [of], ...part }] }) as const

describe('an entry of a history', () => {
  it('leaves out fields that are closed, and shows who, when and what all the same', () => {
    const shown = historyEntryFor(entry, { fields: new Set(['name']), trail: { kind: 'none' } })
    expect(shown.changes).toEqual({ name: { old: 'A', new: 'B' } })
    const empty = historyEntryFor(entry, { fields: new Set<string>(), trail: { kind: 'none' } })
    expect(empty).toEqual({
      id: entry.id,
      user: null,
      actorLabel: 'ada',
      actionType: 'UPDATE',
      createdAt: entry.createdAt,
      changes: {},
    })
  })

  it.each([
    ['an auditor there', within({}), true],
    ['an auditor of what they may see of it', within({ fields: ['context'] }), true],
    ['an auditor of these records', within({ where: { field: 'resource', op: 'eq', value: 'product' } }), true],
    ['nobody', { kind: 'none' } as const, false],
    ['an auditor elsewhere', within({}, '0193f1a0-0000-7000-8000-000000000009'), false],
    ['an auditor to whom the context is closed', within({ fields: ['changes'] }), false],
    ['an auditor of other records', within({ where: { field: 'resource', op: 'eq', value: 'file' } }), false],
    ['a rule that looks further', within({ where: { field: 'user.username', op: 'eq', value: 'ada' } }), false],
  ])('shows its context to %s: %o -> %s', (_, trail, isShown) => {
    const shown = historyEntryFor(entry, { fields: 'all', trail })
    expect('context' in shown).toBe(isShown)
  })
})

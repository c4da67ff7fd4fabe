import { describe, expect, it } from 'vitest'
import { keepOf, retainedUntil } from './retention.ts'
import { settleRules } from './storage-rules.ts'

const createdAt = '2026-01-01T00:00:00.000Z'
const receipt = { system: 'accounting', objectType: 'receipt', createdAt, legalHold: false, retainUntil: null }
const rules = settleRules({})
const until = (file: Parameters<typeof retainedUntil>[1], given = rules) => retainedUntil(given, file)?.toISOString()

describe('retention', () => {
  it('keeps accounting for seven years, and everything else not at all', () => {
    expect(until(receipt)).toBe('2033-01-01T00:00:00.000Z')
    expect(until({ ...receipt, system: 'workspace', objectType: 'doc' })).toBeUndefined()
  })

  it('follows the rule for the kind of object before the one for its system', () => {
    const own = settleRules({
      retention: [
        { system: 'accounting', objectType: null, days: 10 },
        { system: 'accounting', objectType: 'invoice', days: 20 },
      ],
    })
    expect(until({ ...receipt, objectType: 'invoice' }, own)).toBe('2026-01-21T00:00:00.000Z')
    expect(until(receipt, own)).toBe('2026-01-11T00:00:00.000Z')
  })

  it('lets go on the very moment that it ends', () => {
    expect(keepOf(receipt, rules, new Date('2032-12-31T23:59:59.999Z'))).toMatchObject({ reason: 'retained' })
    expect(keepOf(receipt, rules, new Date('2033-01-01T00:00:00.000Z'))).toBeNull()
  })

  it('keeps what was promised when the file came, also by a rule that is shorter now', () => {
    const promised = { ...receipt, system: 'workspace', retainUntil: '2030-01-01T00:00:00.000Z' }
    expect(keepOf(promised, rules, new Date('2029-01-01'))).toEqual({
      reason: 'retained',
      until: new Date('2030-01-01'),
    })
  })

  it('is nothing beside a legal hold, which has no end', () => {
    expect(keepOf({ ...receipt, legalHold: true }, rules, new Date('2099-01-01'))).toEqual({ reason: 'legal_hold' })
  })
})

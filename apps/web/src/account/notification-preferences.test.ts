import { describe, expect, it } from 'vitest'
import { isWanted, withChoice } from './notification-preferences.ts'

describe('notification preferences', () => {
  it('want everything until somebody says no, event by event and channel by channel', () => {
    expect(isWanted({}, 'file.quarantined', 'email')).toBe(true)
    const quieter = withChoice({}, { notice: 'file.quarantined', channel: 'email', isWanted: false })
    expect(quieter).toEqual({ 'file.quarantined': { email: false } })
    expect(isWanted(quieter, 'file.quarantined', 'email')).toBe(false)
    expect(isWanted(quieter, 'file.quarantined', 'inApp')).toBe(true)
    expect(isWanted(quieter, 'membership.created', 'email')).toBe(true)
  })

  it('keep what was chosen for other events and channels', () => {
    const given = { file: { email: false }, 'file.quarantined': { push: true } }
    expect(withChoice(given, { notice: 'file.quarantined', channel: 'inApp', isWanted: false })).toEqual({
      file: { email: false },
      'file.quarantined': { push: true, inApp: false },
    })
  })
})

import { describe, expect, it } from 'vitest'
import {
  canImportSessionBecome,
  type ImportSessionState,
  importSessionStates,
  importSessionTransitions,
} from './import-session-state.ts'

const everyPair = importSessionStates.flatMap((from) => importSessionStates.map((to) => ({ from, to })))

describe('the life of an import session', () => {
  it.each(everyPair)('$from -> $to agrees with the table', ({ from, to }) => {
    expect(canImportSessionBecome(from, to)).toBe(
      (importSessionTransitions[from] as readonly ImportSessionState[]).includes(to),
    )
  })

  it('a session whose first job fails before it begins is an error all the same', () => {
    expect(canImportSessionBecome('PENDING', 'ERROR')).toBe(true)
  })

  it('what is done stays done, and nothing is done that did not run', () => {
    expect(importSessionStates.filter((to) => canImportSessionBecome('DONE', to))).toEqual([])
    expect(importSessionStates.filter((from) => canImportSessionBecome(from, 'DONE'))).toEqual(['RUNNING'])
  })

  it('an error is tried again from where it stood', () => {
    expect(importSessionStates.filter((to) => canImportSessionBecome('ERROR', to))).toEqual(['PENDING'])
  })
})

import { describe, expect, it } from 'vitest'
import { dataJobOffers, hasBegunToUndo, isOvertaken } from './data-job-offers.ts'
import {
  canDataJobBecome,
  type DataJobState,
  dataJobStates,
  dataJobTransitions,
  isDataJobOver,
} from './data-job-state.ts'

const everyPair = dataJobStates.flatMap((from) => dataJobStates.map((to) => ({ from, to })))

describe('the life of a data job', () => {
  it.each(everyPair)('$from -> $to agrees with the table', ({ from, to }) => {
    expect(canDataJobBecome(from, to)).toBe((dataJobTransitions[from] as readonly DataJobState[]).includes(to))
  })

  it('every state can be reached from the first', () => {
    const reached = new Set<DataJobState>(['PENDING'])
    for (const from of reached) for (const to of dataJobTransitions[from]) reached.add(to)
    expect([...reached].sort()).toEqual([...dataJobStates].sort())
  })

  it('what was taken back stays so, and can only be taken back further', () => {
    expect(dataJobStates.filter((to) => canDataJobBecome('UNDONE', to))).toEqual(['UNDONE'])
  })

  it('a job whose process died or is told to end waits again', () => {
    expect(canDataJobBecome('RUNNING', 'PENDING')).toBe(true)
  })

  it('a dry run is never completed without its word: it waits again first', () => {
    expect(canDataJobBecome('READY', 'COMPLETED')).toBe(false)
    expect(canDataJobBecome('READY', 'PENDING')).toBe(true)
  })

  it('a cancelled job never runs again', () => {
    expect(canDataJobBecome('CANCELLED', 'PENDING')).toBe(false)
    expect(canDataJobBecome('CANCELLED', 'RUNNING')).toBe(false)
  })

  it('only what waits or is under way goes on by itself', () => {
    expect(dataJobStates.filter((state) => !isDataJobOver(state))).toEqual(['PENDING', 'RUNNING'])
  })
})

describe('what is offered', () => {
  const job = {
    jobType: 'import',
    target: 'product',
    created: 0,
    updated: 0,
    parameters: {},
    undoLeft: 0,
    historyGone: false,
  } as const

  it.each(dataJobStates)('of a job that is %s leads where the table does', (status) => {
    const standing = { ...job, status, created: 3, undoLeft: 1 }
    expect(dataJobOffers.apply(standing)).toBe(status === 'READY')
    expect(dataJobOffers.retry(standing)).toBe(status === 'FAILED')
    expect(dataJobOffers.cancel(standing)).toBe(canDataJobBecome(status, 'CANCELLED'))
    expect(dataJobOffers.undo(standing)).toBe(canDataJobBecome(status, 'UNDONE'))
  })

  it('an import that changed nothing has nothing to take back, a dry run has not, and an export neither', () => {
    const ended = { ...job, status: 'COMPLETED' } as const
    expect(dataJobOffers.undo(ended)).toBe(false)
    expect(dataJobOffers.undo({ ...ended, updated: 1 })).toBe(true)
    expect(dataJobOffers.undo({ ...ended, updated: 1, parameters: { dry_run: true } })).toBe(false)
    expect(dataJobOffers.undo({ ...ended, updated: 1, jobType: 'export' })).toBe(false)
  })

  it('what was taken back whole is not taken back again, what was left in part is', () => {
    const undone = { ...job, status: 'UNDONE', created: 3 } as const
    expect(dataJobOffers.undo(undone)).toBe(false)
    expect(dataJobOffers.undo({ ...undone, undoLeft: 2 })).toBe(true)
  })

  it('what it did to each row has to be known still', () => {
    expect(dataJobOffers.undo({ ...job, status: 'COMPLETED', created: 3 })).toBe(true)
    expect(dataJobOffers.undo({ ...job, status: 'COMPLETED', created: 3, historyGone: true })).toBe(false)
  })

  it('does not go on once that is forgotten', () => {
    expect(dataJobOffers.retry({ ...job, status: 'FAILED', historyGone: true })).toBe(false)
  })

  it('an undo is overtaken by another one that ended after it failed, by none that was there before', () => {
    const failed = { id: 'mine', finishedAt: '2026-11-21T10:00:00.000Z' }
    expect(isOvertaken(failed, { id: 'other', finishedAt: '2026-11-21T11:00:00.000Z' })).toBe(true)
    expect(isOvertaken(failed, { id: 'other', finishedAt: '2026-11-21T09:00:00.000Z' })).toBe(false)
    expect(isOvertaken(failed, null)).toBe(false)
  })

  it('a change of many rows can be taken back, unless it deleted what no trash keeps', () => {
    const ended = { ...job, jobType: 'bulk', status: 'COMPLETED', updated: 2 } as const
    expect(dataJobOffers.undo({ ...ended, parameters: { action: 'update' } })).toBe(true)
    expect(dataJobOffers.undo({ ...ended, parameters: { action: 'delete' } })).toBe(true)
    expect(dataJobOffers.undo({ ...ended, target: 'taxRate', parameters: { action: 'delete' } })).toBe(false)
    expect(dataJobOffers.undo({ ...ended, updated: 0, parameters: { action: 'tag' } })).toBe(false)
  })

  it('an undo that was cancelled before it touched a row is in nobody’s way', () => {
    const undo = { status: 'CANCELLED', updated: 0, skipped: 0 } as const
    expect(hasBegunToUndo(undo)).toBe(false)
    expect(hasBegunToUndo({ ...undo, status: 'PENDING' })).toBe(true)
    expect(hasBegunToUndo({ ...undo, status: 'FAILED', updated: 500 })).toBe(true)
    expect(hasBegunToUndo({ ...undo, skipped: 1 })).toBe(true)
  })
})

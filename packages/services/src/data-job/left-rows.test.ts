import { expect, it } from 'vitest'
import { bulkUndoProgress } from '../bulk/undo-bulk.ts'
import { undoProgress } from '../import/run-undo.ts'

const gone = { object: 'a', row: 7, rule: 'gone', message: 'It is no longer there' }
const inUse = { object: 'b', row: 5, rule: 'in_use', message: 'Something needs it' }
const left = { count: 2, stuck: 1, named: [gone, inUse] }

it('an import that was being taken back by the version before goes on from its checkpoint', () => {
  const place = { file: 'f', sheet: '', row: 4 }
  const before = { place, restored: 3, removed: 1, leftCount: 2, left: [gone, inUse] }
  const today = { place, restored: 3, removed: 1, leftBy: null, left, refused: [] }
  expect(undoProgress.parse(before)).toEqual(today)
  expect(undoProgress.parse({ ...before, refused: ['c'] })).toEqual({ ...today, refused: ['c'] })
  expect(undoProgress.parse(today)).toEqual(today)
})

it('so does a change of many rows', () => {
  const before = { from: 'x', expected: 9, done: 6, restored: 3, removed: 1, left: [gone, inUse] }
  const today = { ...before, leftBy: null, left }
  expect(bulkUndoProgress.parse(before)).toEqual(today)
  expect(bulkUndoProgress.parse(today)).toEqual(today)
})

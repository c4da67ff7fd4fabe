import { expect, it } from 'vitest'
import { keptMs, mostKept, outdated } from './received-share.ts'

const share = (id: string, receivedAt: number) => ({ id, receivedAt, files: [{ name: 'receipt.jpg', bytes: 7 }] })

it('nothing waits longer than a day', () => {
  const all = [share('of yesterday', 0), share('a moment later', 1)]
  expect(outdated(all, keptMs - 1)).toEqual([])
  expect(outdated(all, keptMs)).toEqual(['of yesterday'])
})

it('whoever sends one form after the other pushes out their own, not the space of the device', () => {
  const all = Array.from({ length: mostKept + 2 }, (_, index) => share(`number ${index}`, index))
  expect(outdated(all, mostKept)).toEqual(['number 1', 'number 0'])
})

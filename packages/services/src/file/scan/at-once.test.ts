import { expect, it } from 'vitest'
import { type Arrival, AtOnce } from './at-once.ts'

/** So many senders, each of whom sends one file after the other. */
const sent = (senders: number, files: number, { eachMs, from = 0 }: { eachMs: number; from?: number }): Arrival[] =>
  Array.from({ length: files }, (_, turn) => from + turn * eachMs).flatMap((start) =>
    Array.from({ length: senders }, () => ({ from: start, to: start + eachMs })),
  )

it('is one for who sends one file after the other, however fast, and less with pauses in between', () => {
  expect(new AtOnce().after(sent(1, 40, { eachMs: 5 }))).toBeCloseTo(1)
  expect(new AtOnce().after([10, 30, 50].map((from) => ({ from, to: from + 5 })))).toBeLessThan(0.5)
  expect(new AtOnce().after([{ from: 7, to: 7 }])).toBe(0)
})

it('is as many as send at the same time', () => {
  expect(new AtOnce().after(sent(8, 5, { eachMs: 60 }))).toBeCloseTo(8)
})

it('goes on from what came before, for a second', () => {
  const atOnce = new AtOnce()
  for (const arrival of sent(4, 3, { eachMs: 50 })) atOnce.after([arrival])
  expect(atOnce.after([{ from: 150, to: 200 }])).toBeGreaterThan(3)
  expect(atOnce.after(sent(1, 4, { eachMs: 400, from: 1500 }))).toBeCloseTo(1)
})

it('counts of a slow one no more than the second', () => {
  expect(new AtOnce().after([{ from: 0, to: 60_000 }])).toBe(1)
})

it('tells who sends many from who sends one after the other', () => {
  expect(new AtOnce().areMany(sent(2, 5, { eachMs: 20 }))).toBe(true)
  expect(new AtOnce().areMany(sent(1, 40, { eachMs: 5 }))).toBe(false)
  const atOnce = new AtOnce()
  expect(atOnce.areMany(sent(8, 5, { eachMs: 20 }))).toBe(true)
  expect(atOnce.areMany([]), 'nothing has come since').toBe(false)
})

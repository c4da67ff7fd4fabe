import { expect, it } from 'vitest'
import { BusyMachine } from './busy-machine.ts'

it('is busy while its processors hardly rest, as far as that can be told by now', () => {
  const spent = { idle: 1000, all: 5000 }
  const machine = new BusyMachine(() => ({ ...spent }))
  const pass = (all: number, idle: number) => {
    spent.all += all
    spent.idle += idle
    return machine.isBusy()
  }
  expect(pass(600, 400)).toBe(false)
  expect(pass(600, 30)).toBe(true)
  expect(pass(50, 50), 'too short to tell').toBe(true)
  expect(pass(500, 500)).toBe(false)
})

it('reads the clock of this machine', () => {
  expect(new BusyMachine().isBusy()).toBe(false)
})

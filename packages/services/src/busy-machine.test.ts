import { expect, it } from 'vitest'
import { BusyMachine } from './busy-machine.ts'

/** Asks after a while of so many milliseconds, in which processors were idle, or at work for this process, for so many. */
function watched() {
  const spent = { idle: 1000, own: 50, passed: 5000 }
  const machine = new BusyMachine(() => ({ ...spent }))
  return (passed: number, { idle, own = 0 }: { readonly idle: number; readonly own?: number }) => {
    spent.passed += passed
    spent.idle += idle
    spent.own += own
    return machine.isBusy()
  }
}

it('is busy while others leave hardly a processor, as far as that can be told by now', () => {
  const isBusyAfter = watched()
  expect(isBusyAfter(600, { idle: 900 })).toBe(false)
  expect(isBusyAfter(600, { idle: 300 })).toBe(true)
  expect(isBusyAfter(50, { idle: 100 }), 'too short to tell').toBe(true)
  expect(isBusyAfter(500, { idle: 500 })).toBe(false)
})

it('does not take what this process does for the work of others', () => {
  const isBusyAfter = watched()
  expect(isBusyAfter(600, { idle: 200, own: 50 })).toBe(true)
  expect(isBusyAfter(600, { idle: 200, own: 500 })).toBe(false)
})

it('reads the clock of this machine', () => {
  expect(new BusyMachine().isBusy()).toBe(false)
})

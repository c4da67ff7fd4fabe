import { expect, it } from 'vitest'
import { isGivenUp } from './use-take-all.ts'

const begun = { chosen: 100, error: null }

it('goes on while what was chosen stays chosen, also after what went wrong before', () => {
  expect(isGivenUp(begun, begun)).toBe(false)
  const error = new Error('no answer')
  expect(isGivenUp({ ...begun, error }, { ...begun, error })).toBe(false)
})

it('is given up with the first row that is, and where the next page does not come', () => {
  expect(isGivenUp(begun, { chosen: 99, error: null })).toBe(true)
  expect(isGivenUp(begun, { ...begun, error: new Error('no answer') })).toBe(true)
  expect(isGivenUp({ ...begun, error: new Error('before') }, { ...begun, error: new Error('again') })).toBe(true)
})

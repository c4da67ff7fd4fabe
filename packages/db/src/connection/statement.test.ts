import { expect, it } from 'vitest'
import { fragmentOf, Parameters } from './statement.ts'

it('a list that several conditions share is sent once, and equal words each on their own', () => {
  const { param, values } = new Parameters()
  const list = ['a', 'b']
  expect([param(list, 'uuid[]'), param('x'), param('x', 'text'), param(list, 'uuid[]')]).toEqual([
    '$1::uuid[]',
    '$2',
    '$3::text',
    '$1::uuid[]',
  ])
  expect(values).toEqual([list, 'x', 'x'])
})

it('a fragment is numbered behind what is there, each time anew', () => {
  const made = new Parameters()
  const fragment = fragmentOf({ text: `a = ${made.param(1, 'int')} or b = ${made.param(2)}`, values: made.values })
  const parameters = new Parameters()
  parameters.param('before')
  expect(parameters.include(fragment)).toBe('a = $2::int or b = $3')
  expect(parameters.include(fragment)).toBe('a = $4::int or b = $5')
  expect(parameters.values).toEqual(['before', 1, 2, 1, 2])
})

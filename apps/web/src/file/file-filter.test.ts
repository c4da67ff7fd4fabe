import { expect, it } from 'vitest'
import { fileFilter } from './file-filter.ts'

it('files are somebody’s who own them, whoever uploaded them', () => {
  expect(fileFilter({ owner: ['0188', '0189'] }, new Date())).toEqual({
    and: [{ field: 'createdBy', op: 'in', value: ['0188', '0189'] }],
  })
  expect(fileFilter({}, new Date())).toBeUndefined()
})

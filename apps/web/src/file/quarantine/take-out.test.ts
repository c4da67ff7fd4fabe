import { expect, it } from 'vitest'
import { commandFor, fitsInTab, mostInTab } from './take-out.ts'

it('has a browser take out what a tab can hold, and nothing that may be of any size', () => {
  const fits = [0, mostInTab, mostInTab + 1, 8 * 1024 ** 3, null].map((bytes) => fitsInTab({ bytes }))
  expect(fits).toEqual([true, true, false, false, false])
})

it('names the way for the others: the very version, by its address', () => {
  const file = '01900000-0000-7000-8000-000000000001'
  expect(commandFor({ file, number: 3 }, 'https://files.example')).toBe(
    `curl --fail -H "Authorization: Bearer $TOKEN" -o ${file}.quarantined "https://files.example/api/v1/files/${file}/quarantined/?version=3"`,
  )
})

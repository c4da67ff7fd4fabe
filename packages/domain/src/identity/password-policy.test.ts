import { describe, expect, it } from 'vitest'
import { commonWords } from './common-passwords.ts'
import { normalizePassword, passwordProblem } from './password-policy.ts'

const ada = { username: 'ada.lovelace', email: 'Ada@Example.com' }
const problem = (password: string) => passwordProblem(password, ada)

describe('a new password', () => {
  it.each(['correct horse battery', 'Zebra-17-lamp', 'größer als 8', 'ein🔑langes', 'x7Kq-99ab'])(
    'may be %j',
    (password) => {
      expect(problem(password)).toBeNull()
    },
  )

  it('has 8 to 128 characters, counted as people do', () => {
    expect(problem('x7Kq-99')).toBe('At least 8 characters')
    expect(problem('🔑🦊🌵🎈🧊🪁🥁')).toBe('At least 8 characters')
    expect(problem('kq7 '.repeat(32))).toBeNull()
    expect(problem(`${'kq7 '.repeat(32)}!`)).toBe('At most 128 characters')
  })

  it.each(['ada.lovelace', 'Ada.Lovelace', 'ada@example.com', 'ADA@EXAMPLE.COM'])(
    'is not its owner’s name %j',
    (password) => {
      expect(problem(password)).toBe('May not be your user name or e-mail address')
    },
  )

  it.each([
    'password',
    'Password1',
    'P4ssw0rd!',
    'qwertyuiop',
    'iloveyou22',
    'Welcome2026!',
    '12345678',
    '1234567890',
    '987654321',
    'abcdefgh',
    'aaaaaaaa',
    '10101010',
  ])('is not the common %j', (password) => {
    expect(problem(password)).toBe('Too easy to guess: many people use it')
  })

  it('is the same password in either Unicode spelling', () => {
    expect(normalizePassword('cafe\u0301')).toBe(normalizePassword('caf\u00e9'))
  })
})

it('the list of common words is of a size worth shipping to browsers, and in the form it is compared in', () => {
  expect(commonWords.size).toBeGreaterThan(150)
  for (const word of commonWords) expect(word).toBe(word.toLowerCase())
})

import { expect, it } from 'vitest'
import { phoneNumber } from './phone-number.ts'

it.each([
  ['+43 1 234567', '+431234567'],
  ['+1 (212) 555-0123', '+12125550123'],
  [' +44 20 7946 0018 ', '+442079460018'],
  ['+49/30/123456', '+4930123456'],
])('%s is kept in E.164: %s', (given, kept) => {
  expect(phoneNumber.parse(given)).toBe(kept)
})

it.each(['', '0664 1234567', 'call me', '+43', '+999 123456', `+43${'1'.repeat(40)}`, '+43 1 234\u0000567'])(
  '%j is no telephone number with its country',
  (given) => {
    expect(phoneNumber.safeParse(given).success).toBe(false)
  },
)

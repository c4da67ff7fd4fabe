import { DomainError, type Principal } from '@groundwork/domain'
import { expect, it } from 'vitest'
import { networkOf, requestLimits } from './request-limits.ts'

const user = (userId: string): Principal => ({
  kind: 'user',
  userId,
  username: userId,
  isSuperuser: false,
  memberships: [],
})

it('lets through what is allowed in a minute, then says how long to wait', async () => {
  const limits = requestLimits({ perMinute: 2 })
  await limits.takeFrom('10.0.0.1')
  await limits.takeFrom('10.0.0.1')
  const refusal = await limits.takeFrom('10.0.0.1').catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(DomainError)
  expect(refusal).toMatchObject({ code: 'rate_limited', details: { retryAfterSeconds: 60 } })
  await limits.takeFrom('10.0.0.2')
})

it('counts a user and each of their keys apart', async () => {
  const limits = requestLimits({ perMinute: 1 })
  await limits.takeFor(user('ada'))
  await limits.takeFor({ ...user('ada'), kind: 'apiKey', apiKeyId: 'k1' })
  await limits.takeFor({ ...user('ada'), kind: 'apiKey', apiKeyId: 'k2' })
  await expect(limits.takeFor(user('ada'))).rejects.toMatchObject({ code: 'rate_limited' })
})

it('takes an IPv6 /64 for one network', () => {
  expect(networkOf('2001:db8:1:2:aaaa::1')).toBe(networkOf('2001:db8:1:2:bbbb::2'))
  expect(networkOf('2001:db8:1:3::1')).not.toBe(networkOf('2001:db8:1:2::1'))
  expect(networkOf('2001:db8::aaaa')).toBe(networkOf('2001:db8::bbbb:0:0:1'))
  expect(networkOf('10.0.0.1')).toBe('10.0.0.1')
})

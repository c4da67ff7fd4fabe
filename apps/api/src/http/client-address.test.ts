import { describe, expect, it } from 'vitest'
import { clientAddressBehind } from './client-address.ts'

const from = (remoteAddress: string, forwarded?: string) =>
  ({ socket: { remoteAddress }, headers: { ...(forwarded && { 'x-forwarded-for': forwarded }) } }) as never

describe('the address of a client', () => {
  it('is the socket’s where no proxy is known, whatever a header says', () => {
    expect(clientAddressBehind([])(from('::ffff:198.51.100.7', '203.0.113.9'))).toBe('198.51.100.7')
  })

  it('is what the proxy heard from', () => {
    expect(clientAddressBehind(['10.0.0.0/8'])(from('10.1.2.3', '203.0.113.9'))).toBe('203.0.113.9')
    expect(clientAddressBehind(['fd00::/8'])(from('fd00::1', '2001:db8::5'))).toBe('2001:db8::5')
  })

  it('is found behind several proxies, and never left of a stranger', () => {
    const client = clientAddressBehind(['10.0.0.0/8', '192.0.2.1'])
    expect(client(from('10.1.2.3', '1.1.1.1, 203.0.113.9, 192.0.2.1'))).toBe('203.0.113.9')
  })

  it('is the socket’s for a stranger who claims to be forwarded', () => {
    expect(clientAddressBehind(['10.0.0.0/8'])(from('203.0.113.9', '10.9.9.9'))).toBe('203.0.113.9')
  })

  it('is the proxy’s own where the header is missing or no address', () => {
    const client = clientAddressBehind(['10.0.0.0/8'])
    expect(client(from('10.1.2.3'))).toBe('10.1.2.3')
    expect(client(from('10.1.2.3', 'unknown'))).toBe('10.1.2.3')
  })
})

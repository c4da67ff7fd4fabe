import { describe, expect, it } from 'vitest'
import { isAddressRange, mayReach } from './outbound-policy.ts'

const strict = { allow: [] }

describe('mayReach', () => {
  it.each(['93.184.215.14', '8.8.8.8', '2606:2800:21f:cb07:6820:80da:af6b:8b2c', '::ffff:93.184.215.14'])(
    'reaches the public %s',
    (address) => {
      expect(mayReach(strict, address, 443)).toBe(true)
    },
  )

  it.each([
    ['unspecified', '0.0.0.0'],
    ['unspecified', '::'],
    ['loopback', '127.0.0.1'],
    ['loopback', '127.8.8.8'],
    ['loopback', '::1'],
    ['mapped loopback', '::ffff:127.0.0.1'],
    ['mapped loopback', '::ffff:7f00:1'],
    ['mapped private', '::ffff:10.0.0.1'],
    ['compatible loopback', '::127.0.0.1'],
    ['private', '10.1.2.3'],
    ['private', '172.16.0.1'],
    ['private', '192.168.1.1'],
    ['unique local', 'fd00::1'],
    ['unique local metadata', 'fd00:ec2::254'],
    ['link-local', '169.254.1.1'],
    ['metadata', '169.254.169.254'],
    ['metadata by CGNAT', '100.100.100.200'],
    ["Azure's host", '168.63.129.16'],
    ['link-local', 'fe80::1'],
    ['link-local with zone', 'fe80::1%eth0'],
    ['site-local', 'fec0::1'],
    ['carrier-grade NAT', '100.64.0.1'],
    ['multicast', '224.0.0.1'],
    ['multicast', 'ff02::1'],
    ['broadcast', '255.255.255.255'],
    ['reserved', '240.0.0.1'],
    ['documentation', '192.0.2.1'],
    ['documentation', '2001:db8::1'],
    ['benchmarks', '198.18.0.1'],
    ['NAT64 of a private one', '64:ff9b::10.0.0.1'],
    ['NAT64 of a network of its own', '64:ff9b:1::a00:1'],
    ['6to4 of a private one', '2002:a00:1::'],
    ['Teredo', '2001::1'],
    ['no address', 'localhost'],
  ])('does not reach what is %s: %s', (_why, address) => {
    expect(mayReach(strict, address, 443)).toBe(false)
  })

  it('knocks at the ordinary ports alone', () => {
    expect([80, 443, 8080, 8443].every((port) => mayReach(strict, '8.8.8.8', port))).toBe(true)
    expect([22, 25, 5432, 6379, 0].some((port) => mayReach(strict, '8.8.8.8', port))).toBe(false)
  })

  it('reaches what the policy names, at any port, and nothing beside it', () => {
    const policy = { allow: ['10.1.0.0/16', '127.0.0.1', 'fd00:1::/32'] }
    for (const address of ['10.1.255.1', '127.0.0.1', '::ffff:10.1.0.1', 'fd00:1::5'])
      expect(mayReach(policy, address, 5000)).toBe(true)
    for (const address of ['10.2.0.1', '127.0.0.2', 'fd00:2::5', '::1'])
      expect(mayReach(policy, address, 443)).toBe(false)
  })
})

it('tells a range from a word', () => {
  expect(['10.0.0.0/8', '127.0.0.1', '::1', 'fd00::/8'].every(isAddressRange)).toBe(true)
  expect(['intranet', '10.0.0.0/40', ''].some(isAddressRange)).toBe(false)
})

import type { IncomingMessage } from 'node:http'
import { BlockList, isIP, isIPv6 } from 'node:net'

type Request = Pick<IncomingMessage, 'socket' | 'headers'>

/** Finds out for whom a request comes in: the nearest address that is not one of our own proxies. */
export type ClientAddress = (req: Request) => string | undefined

/**
 * `X-Forwarded-For` is believed as far as it was written by a proxy that we know: each appends whom it heard from, so the
 * list is read from its end, and what stands left of the first stranger is the stranger's own invention.
 *
 * @param proxies addresses and CIDR ranges, as `10.0.0.0/8`; none, and the header is not looked at
 */
export function clientAddressBehind(proxies: readonly string[]): ClientAddress {
  const known = new BlockList()
  for (const proxy of proxies) {
    const [address = '', prefix] = proxy.split('/')
    const family = familyOf(address)
    if (prefix === undefined) known.addAddress(address, family)
    else known.addSubnet(address, Number(prefix), family)
  }
  const isOurs = (address: string) => known.check(address, familyOf(address))

  return ({ socket, headers }) => {
    let current = plain(socket.remoteAddress)
    if (current === undefined || !proxies.length) return current
    const forwarded = String(headers['x-forwarded-for'] ?? '').split(',')
    while (isOurs(current) && forwarded.length) {
      const before = plain(forwarded.pop()?.trim())
      if (before === undefined || !isIP(before)) break
      current = before
    }
    return current
  }
}

const familyOf = (address: string) => (isIPv6(address) ? 'ipv6' : 'ipv4')

/** Without the spelling that a socket of both families gives an IPv4 address. */
const plain = (address: string | undefined) => address?.replace(/^::ffff:(?=\d+\.)/i, '')

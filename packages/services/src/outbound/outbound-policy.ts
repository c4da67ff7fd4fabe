import ipaddr from 'ipaddr.js'

/** Whom this installation's programs may call on behalf of a user. */
export interface OutboundPolicy {
  /** CIDR ranges that may be called although they are not public, at any port: an intranet, or a test's own server. */
  readonly allow: readonly string[]
}

const ordinaryPorts: ReadonlySet<number> = new Set([80, 443, 8080, 8443])

const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')

/** Public by its range, and yet the machine's own: Azure answers here with what only its host may know. */
const ownMachines: ReadonlySet<string> = new Set(['168.63.129.16'])

/** Whether a connection may be made to this very address. Anything that is not plainly public must be named by the policy. */
export function mayReach({ allow }: OutboundPolicy, address: string, port: number): boolean {
  if (!ipaddr.isValid(address)) return false
  // An IPv4 address inside an IPv6 one is that IPv4 address.
  const real = ipaddr.process(address)
  if (allow.some((range) => contains(range, real))) return true
  return ordinaryPorts.has(port) && isPublic(real)
}

/** One address, or a range with its prefix length. */
export const isAddressRange = (text: string): boolean => ipaddr.isValidCIDR(text) || ipaddr.isValid(text)

/** NAT64, 6to4, Teredo and their like hide an IPv4 address of anyone's choice: their ranges have names of their own. */
function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (address.range() !== 'unicast' || ownMachines.has(address.toString())) return false
  return address instanceof ipaddr.IPv4 || address.match(globalUnicast)
}

function contains(range: string, address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  const [network, bits] = ipaddr.isValidCIDR(range) ? ipaddr.parseCIDR(range) : wholeOf(ipaddr.process(range))
  return network.kind() === address.kind() && address.match(network, bits)
}

const wholeOf = (address: ipaddr.IPv4 | ipaddr.IPv6): [ipaddr.IPv4 | ipaddr.IPv6, number] => [
  address,
  address.kind() === 'ipv4' ? 32 : 128,
]

import { isIPv4, isIPv6 } from 'node:net'

/**
 * The network that an address belongs to: /24 of IPv4, /64 of IPv6. One person easily has every address of such a network,
 * so limits count networks. Every spelling of an address gives the same answer.
 */
export function networkOf(address: string): string | null {
  if (isIPv4(address)) return v4Network(address)
  const [plain = ''] = address.split('%')
  if (!isIPv6(plain)) return null

  const groups = groupsOf(plain)
  const isMappedV4 = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff
  if (isMappedV4)
    return v4Network(
      groups
        .slice(6)
        .flatMap((group) => [group >> 8, group & 255])
        .join('.'),
    )
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`
}

const v4Network = (address: string) => `${address.split('.').slice(0, 3).join('.')}.0/24`

/** The eight 16-bit groups, with `::` and a dotted end written out. */
function groupsOf(address: string): number[] {
  const [head = '', tail] = address.split('::')
  const before = parse(head)
  const after = parse(tail ?? '')
  return tail === undefined ? before : [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after]
}

function parse(groups: string): number[] {
  if (groups === '') return []
  return groups.split(':').flatMap((group) => {
    if (!group.includes('.')) return [Number.parseInt(group, 16)]
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number)
    return [a * 256 + b, c * 256 + d]
  })
}

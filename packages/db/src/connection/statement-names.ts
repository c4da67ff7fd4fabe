const limit = 1000
const names = new Map<string, string>()
let seenOnce = new Set<string>()

/**
 * The name under which a text is prepared on every connection, from its second use on: what is asked once is never worth
 * preparing, and callers who send ever new shapes fill neither this process nor the server.
 */
export function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known) return known
  if (!seenOnce.has(text)) {
    if (seenOnce.size >= limit) seenOnce = new Set()
    seenOnce.add(text)
    return undefined
  }
  if (names.size >= limit) return undefined
  const name = `gw${names.size}`
  names.set(text, name)
  return name
}

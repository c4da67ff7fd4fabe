import type { Resource } from '@groundwork/domain'

const most = 10_000
const heard = new Set<string>()
const nameOf = (resource: Resource, organization: string) => `${resource.name} ${organization}`

/** What was found there just now. */
export function rememberDefined(resource: Resource, organization: string, areDefined: boolean): void {
  if (heard.size >= most) heard.clear()
  if (areDefined) heard.add(nameOf(resource, organization))
  else heard.delete(nameOf(resource, organization))
}

/** Whether fields were defined there when somebody last looked: says what is worth trying first, and nothing more. */
export const wereDefined = (resource: Resource, organization: string): boolean =>
  heard.has(nameOf(resource, organization))

import { outlines } from 'virtual:resource-outlines'
import { pathOf } from '../shell/navigation.ts'

export const outlineOf = (resource: string) => outlines.find(({ name }) => name === resource)

function pathTo(resource: string): string | null {
  const outline = outlineOf(resource)
  return outline ? pathOf(outline) : null
}

/** The list of a kind of record, narrowed to those that point to one; with `open`, one of them beside it. */
export function listLink(resource: string, field: string, id: string, open?: string) {
  const to = pathTo(resource)
  return to && { to, search: { filter: [`${field}:${id}`], ...(open && { open }) } as never }
}

/** One record, beside its list. */
export function recordLink(resource: string, open: string) {
  const to = pathTo(resource)
  return to && { to, search: { open } as never }
}

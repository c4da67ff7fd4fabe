interface Tag {
  readonly id: string
  readonly organization: string
}

/** Of each organization those tags that a page shows. */
export function idsByOrganization(tags: readonly Tag[]): ReadonlyMap<string, readonly string[]> {
  const ids = new Map<string, string[]>()
  for (const { id, organization } of tags) {
    const known = ids.get(organization) ?? []
    ids.set(organization, known)
    known.push(id)
  }
  return ids
}

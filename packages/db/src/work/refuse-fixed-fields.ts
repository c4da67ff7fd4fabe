import type { Resource } from '@groundwork/domain'

export function refuseAppendOnly({ name, appendOnly }: Resource): void {
  if (appendOnly) throw new Error(`A row of ${name} never changes once it is made`)
}

/** Where a row belongs is settled when it is made; a place in a tree changes by `move` alone, which keeps its paths. */
export function refuseFixedFields({ name, tree, scope }: Resource, changes: object): void {
  const within = typeof tree === 'object' ? [tree.within] : []
  const fixed = [...(scope.kind === 'organization' ? [scope.field] : []), ...(tree ? ['parent'] : []), ...within]
  const found = fixed.find((field) => field in changes)
  if (found) throw new Error(`${name}.${found} does not change by update`)
}

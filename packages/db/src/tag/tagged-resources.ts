import { type Resource, resources } from '@groundwork/domain'

/** What tags can be on: rows that belong to an organization and say that they have some. */
export const taggedResources: readonly Resource[] = Object.values<Resource>(resources).filter(
  ({ tagged, scope }) => tagged && scope.kind === 'organization',
)

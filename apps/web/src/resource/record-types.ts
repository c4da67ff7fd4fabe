import type { Resource, ResourceName } from '@groundwork/domain'

/** A row as code sees it that serves every resource alike. */
export type AnyRow = Readonly<Record<string, unknown>>
export type NamedResource = Resource & { readonly name: ResourceName }

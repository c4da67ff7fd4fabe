import type { Resource, ResourceName } from '@groundwork/domain'

/** A row as code sees it that serves every resource alike. */
export type AnyRow = Readonly<Record<string, unknown>>
export type NamedResource = Resource & { readonly name: ResourceName }

/** What makes a new row in a way of its own is told. */
export interface MakerProps {
  /** The organization that the screen is narrowed to. */
  readonly organization: string | undefined
  readonly onClose: () => void
  /** Closes as well, and shows the row. */
  readonly onMade: (id: string) => void
}

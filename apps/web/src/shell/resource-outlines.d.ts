declare module 'virtual:resource-outlines' {
  import type { ResourceName, ResourceScope } from '@groundwork/domain'

  /** What the frame knows of a resource: enough to name it, to lead to it, to search it and to judge access. */
  export interface Outline {
    readonly name: ResourceName
    readonly plural: string
    readonly label: string
    readonly scope: ResourceScope
    readonly key: string
    readonly title: string
    readonly defaultOrder: string
    readonly isTree: boolean
    readonly isAppendOnly: boolean
    readonly isSoftDeleted: boolean
    readonly hasCustomFields: boolean
    /** Whether files may bring rows in. */
    readonly isImportable: boolean
    readonly isSearchable: boolean
  }

  /** Of every resource, in the order of the registry. */
  export const outlines: readonly Outline[]
}

import type { Resource } from '@groundwork/domain'

/** Rows of another kind, or of the same, that point to a record by one of their fields. */
export interface RelatedList {
  readonly resource: string
  readonly field: string
  /** Whether the kind has no other field that points there, so that its name alone says enough. */
  readonly isOnly: boolean
}

/** Who made a row and who changed it says nothing about what the row is for. */
const stamps: ReadonlySet<string> = new Set(['createdBy', 'updatedBy', 'uploadedBy'])
/** Kinds that are read elsewhere: the history of a record, the settings of an account. */
const elsewhere: ReadonlySet<string> = new Set(['auditEntry', 'profile', 'invitation'])

/** Which other rows may point to rows of this kind, by the definitions. */
export function relatedLists(name: string, all: Readonly<Record<string, Pick<Resource, 'name' | 'fields'>>>) {
  return Object.values(all)
    .filter((other) => !elsewhere.has(other.name))
    .flatMap((other): RelatedList[] => {
      const fields = Object.entries(other.fields)
        .filter(([field, { reference, filter }]) => reference === name && filter === true && !stamps.has(field))
        .map(([field]) => field)
      return fields.map((field) => ({ resource: other.name, field, isOnly: fields.length === 1 }))
    })
}

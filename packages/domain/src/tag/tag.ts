import { defineResource } from '../resource/define-resource.ts'
import { hasNoComma, text } from '../resource/field.ts'

/**
 * A word that an organization marks its rows with (seed 001, Tagging). Rows hold the names themselves; a name that is new becomes
 * a tag when it is first used.
 */
export const Tag = defineResource({
  name: 'tag',
  plural: 'tags',
  label: 'tag',
  table: 'tag',
  scope: { kind: 'organization', field: 'organization' },
  fields: {
    /** Unique whatever its case. */
    name: text({ max: 100, is: hasNoComma, filter: true, sort: true, search: true }),
    /** `#4CAF50`. */
    color: text({ max: 7, pattern: /^(#[0-9A-Fa-f]{6})?$/, presence: 'defaulted' }),
    description: text({ max: 2000, presence: 'defaulted', search: true }),
  },
  uniques: [['organization', 'name']],
  /** To put one tag in the place of another, everywhere. */
  actions: ['merge'],
  customFields: true,
  lookups: { organizationName: 'organization.name' },
  defaultOrder: 'name',
  title: 'name',
})

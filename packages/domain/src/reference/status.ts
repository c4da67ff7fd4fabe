import { defineResource } from '../resource/define-resource.ts'
import { boolean, text } from '../resource/field.ts'

/** The vocabulary behind every status field (seed 001, Status). The slug is the key. */
export const Status = defineResource({
  name: 'status',
  plural: 'statuses',
  label: 'status',
  table: 'status',
  scope: { kind: 'global' },
  key: 'slug',
  fields: {
    slug: text({
      max: 50,
      pattern: /^[a-z0-9]+(?:[-_][a-z0-9]+)*$/,
      write: 'create',
      filter: true,
      sort: true,
      search: true,
    }),
    name: text({ max: 100, filter: true, sort: true, search: true }),
    description: text({ max: 2000, presence: 'defaulted', search: true }),
    category: text({ max: 50, presence: 'defaulted', filter: true, sort: true, search: true }),
    /** `#4CAF50`. */
    color: text({ max: 7, pattern: /^(#[0-9A-Fa-f]{6})?$/, presence: 'defaulted' }),
    isActive: boolean({ presence: 'defaulted', filter: true }),
  },
  uniques: [['name']],
  customFields: true,
  defaultOrder: 'category',
  title: 'name',
})

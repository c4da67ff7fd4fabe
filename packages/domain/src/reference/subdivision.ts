import { defineResource } from '../resource/define-resource.ts'
import { reference, text } from '../resource/field.ts'

/** A part of a country, of ISO 3166-2: `US-CA`. The code is the key. */
export const Subdivision = defineResource({
  name: 'subdivision',
  plural: 'subdivisions',
  label: 'subdivision',
  table: 'subdivision',
  scope: { kind: 'global' },
  key: 'code',
  fields: {
    code: text({
      max: 6,
      pattern: /^[A-Z]{2}-[A-Z0-9]{1,3}$/,
      write: 'create',
      filter: true,
      sort: true,
      search: true,
    }),
    country: reference('country', { kind: 'text', write: 'create', filter: true }),
    name: text({ max: 150, filter: true, sort: true, search: true }),
    /** State, province, canton, as the standard calls it. */
    category: text({ max: 100, presence: 'defaulted', filter: true }),
    /** The subdivision it is a part of, where there is one. */
    parent: reference('subdivision', { kind: 'text', presence: 'nullable', write: 'create', filter: true }),
  },
  lookups: { countryName: 'country.name' },
  defaultOrder: 'code',
  title: 'name',
})

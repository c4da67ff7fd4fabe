import { defineResource } from '../resource/define-resource.ts'
import { boolean, choice, reference, text } from '../resource/field.ts'

/** A place that levies taxes, in a tree: country, state, county, city (seed 001, Tax). The code is the key: `US-CA`. */
export const TaxJurisdiction = defineResource({
  name: 'taxJurisdiction',
  plural: 'tax-jurisdictions',
  label: 'tax jurisdiction',
  table: 'tax_jurisdiction',
  scope: { kind: 'global' },
  key: 'code',
  fields: {
    code: text({
      max: 50,
      pattern: /^[A-Z0-9]+(?:-[A-Z0-9]+)*$/,
      write: 'create',
      filter: true,
      sort: true,
      search: true,
    }),
    name: text({ max: 255, filter: true, sort: true, search: true }),
    jurisdictionType: choice(['COUNTRY', 'STATE_PROVINCE', 'COUNTY', 'CITY', 'OTHER'], { filter: true, sort: true }),
    /** Changed by `move` alone, which guards the tree. */
    parent: reference('taxJurisdiction', { kind: 'text', presence: 'nullable', write: 'create', filter: true }),
    isActive: boolean({ presence: 'defaulted', filter: true }),
  },
  tree: true,
  customFields: true,
  lookups: { parentName: 'parent.name' },
  defaultOrder: 'name',
  title: 'name',
})

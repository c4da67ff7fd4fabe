import { defineResource } from '../resource/define-resource.ts'
import { boolean, text } from '../resource/field.ts'

/** A language of ISO 639-1; its two letters are the key. */
export const Language = defineResource({
  name: 'language',
  plural: 'languages',
  label: 'language',
  table: 'language',
  scope: { kind: 'global' },
  key: 'code',
  fields: {
    code: text({ max: 2, pattern: /^[a-z]{2}$/, write: 'create', filter: true, sort: true, search: true }),
    name: text({ max: 100, filter: true, sort: true, search: true }),
    /** What its speakers call it. */
    nativeName: text({ max: 100, presence: 'defaulted', search: true }),
    isActive: boolean({ presence: 'defaulted', filter: true }),
  },
  uniques: [['name']],
  defaultOrder: 'name',
  title: 'name',
})

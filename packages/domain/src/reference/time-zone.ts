import { defineResource } from '../resource/define-resource.ts'
import { boolean, text } from '../resource/field.ts'

/** A time zone of the IANA database: `Europe/Vienna`. The name is the key. */
export const TimeZone = defineResource({
  name: 'timeZone',
  plural: 'time-zones',
  label: 'time zone',
  table: 'time_zone',
  scope: { kind: 'global' },
  key: 'name',
  fields: {
    name: text({ max: 60, write: 'create', filter: true, sort: true, search: true }),
    isActive: boolean({ presence: 'defaulted', filter: true }),
  },
  defaultOrder: 'name',
  title: 'name',
})

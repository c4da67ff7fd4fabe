import { defineResource } from '../resource/define-resource.ts'
import { boolean, text, timestamp } from '../resource/field.ts'

/** Someone who can sign in. The password lives in a table of its own that no resource names. */
export const User = defineResource({
  name: 'user',
  plural: 'users',
  label: 'user',
  table: 'app_user',
  scope: { kind: 'self', field: 'id' },
  fields: {
    username: text({
      max: 150,
      pattern: /^[\p{L}\p{N}@.+_-]+$/u,
      write: 'create',
      filter: true,
      sort: true,
      search: true,
    }),
    email: text({ max: 254, format: 'email', filter: true, sort: true, search: true, mask: true }),
    firstName: text({ max: 150, presence: 'defaulted', filter: true, sort: true, search: true, mask: true }),
    lastName: text({ max: 150, presence: 'defaulted', filter: true, sort: true, search: true, mask: true }),
    isActive: boolean({ presence: 'defaulted', filter: true }),
    isSuperuser: boolean({ presence: 'defaulted', write: 'never', filter: true }),
    /** Whether signing in asks for a second factor. Set where the factor is confirmed, and nowhere else. */
    hasSecondFactor: boolean({ presence: 'defaulted', write: 'never', filter: true }),
    lastLoginAt: timestamp({ presence: 'nullable', write: 'never', filter: true, sort: true }),
  },
  actions: ['activate', 'deactivate'],
  uniques: [['username'], ['email']],
  defaultOrder: 'username',
  title: 'username',
})

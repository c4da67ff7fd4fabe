import { defineResource } from '../resource/define-resource.ts'
import { json, reference, text } from '../resource/field.ts'
import { jsonObject } from '../resource/json-object.ts'

/** What a person says about themselves; made together with the user (seed 001, User Profile). */
export const Profile = defineResource({
  name: 'profile',
  plural: 'profiles',
  label: 'profile',
  table: 'user_profile',
  scope: { kind: 'self', field: 'user' },
  fields: {
    user: reference('user', { write: 'never', filter: true }),
    jobTitle: text({ max: 120, presence: 'defaulted', filter: true, search: true }),
    phoneNumber: text({ max: 32, presence: 'defaulted', pattern: /^(\+[1-9]\d{6,14})?$/ }),
    manager: reference('user', { presence: 'nullable', filter: true }),
    language: text({ max: 10, presence: 'defaulted' }),
    timezone: text({ max: 60, presence: 'defaulted' }),
    notificationPreferences: json(jsonObject, { presence: 'defaulted' }),
    profilePicture: reference('file', { presence: 'nullable' }),
  },
  uniques: [['user']],
  customFields: true,
  lookups: { username: 'user.username', email: 'user.email' },
  defaultOrder: 'createdAt',
  title: 'id',
})

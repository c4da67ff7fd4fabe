import { defineResource } from '../resource/define-resource.ts'
import { json, reference, text } from '../resource/field.ts'
import { notificationPreferences } from './notification-preferences.ts'

const languageTag = /^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?(-[A-Za-z\d]{5,8})*$/

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
    /** As people write it; kept as E.164. */
    phoneNumber: text({ max: 32, presence: 'defaulted', pattern: /^(\+[\d\s()./-]+)?$/, mask: true }),
    manager: reference('user', { presence: 'nullable', filter: true, onDelete: 'clear' }),
    /** BCP 47: `de`, `pt-BR`, `zh-Hant-TW`. */
    language: text({ max: 35, presence: 'defaulted', pattern: languageTag }),
    /** IANA: `Europe/Berlin`. */
    timezone: text({ max: 60, presence: 'defaulted', pattern: /^[A-Za-z][\w+-]*(\/[\w+-]+)*$/ }),
    notificationPreferences: json(notificationPreferences, { presence: 'defaulted' }),
    profilePicture: reference('file', { presence: 'nullable', onDelete: 'clear' }),
  },
  uniques: [['user']],
  customFields: true,
  lookups: { username: 'user.username', email: 'user.email' },
  defaultOrder: 'createdAt',
  title: 'id',
})

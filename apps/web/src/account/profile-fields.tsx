import { TextInput } from '@mantine/core'
import type { FormErrors } from '../resource/form-errors.ts'
import type { Me } from '../session/me.ts'
import { PasswordField } from '../ui/password-field.tsx'
import { Section } from '../ui/section.tsx'
import { LanguageSelect } from './language-select.tsx'
import { ManagerSelect } from './manager-select.tsx'
import styles from './profile-form.module.css'
import { TimezoneSelect } from './timezone-select.tsx'
import { words } from './words.ts'

type ProfileField = 'jobTitle' | 'phoneNumber' | 'manager' | 'language' | 'timezone' | 'notificationPreferences'

export type UserChanges = Partial<Pick<Me['user'], 'firstName' | 'lastName' | 'email'>>
export type ProfileChanges = Partial<Pick<Me['profile'], ProfileField>>

interface ProfileFieldsProps {
  /** As they are to be: what is saved, with what was typed over it. */
  readonly user: Me['user']
  readonly profile: Me['profile']
  readonly errors: FormErrors
  /** Asked for beside a new address only: an address is the key to an account. */
  readonly confirmation: { readonly value: string; readonly onChange: (password: string) => void } | null
  readonly onUser: (change: UserChanges) => void
  readonly onProfile: (change: ProfileChanges) => void
}

/** Who somebody is, how to reach them, what they do and where. */
export function ProfileFields({ user, profile, errors, confirmation, onUser, onProfile }: ProfileFieldsProps) {
  return (
    <>
      <Section title={words.you}>
        <div className={styles.pair}>
          <TextInput
            name="firstName"
            label={words.firstName}
            autoComplete="given-name"
            maxLength={150}
            value={user.firstName}
            error={errors.firstName}
            onChange={({ currentTarget }) => onUser({ firstName: currentTarget.value })}
          />
          <TextInput
            name="lastName"
            label={words.lastName}
            autoComplete="family-name"
            maxLength={150}
            value={user.lastName}
            error={errors.lastName}
            onChange={({ currentTarget }) => onUser({ lastName: currentTarget.value })}
          />
          <TextInput
            name="email"
            type="email"
            label={words.email}
            autoComplete="email"
            maxLength={254}
            value={user.email}
            error={errors.email}
            onChange={({ currentTarget }) => onUser({ email: currentTarget.value })}
          />
          {confirmation && (
            <PasswordField
              name="password"
              label={words.confirmAddress}
              hint={words.confirmAddressHint}
              autoComplete="current-password"
              error={errors.password}
              {...confirmation}
            />
          )}
          <TextInput
            name="phoneNumber"
            type="tel"
            label={words.phone}
            autoComplete="tel"
            placeholder={words.phoneExample}
            maxLength={32}
            value={profile.phoneNumber}
            error={errors.phoneNumber}
            onChange={({ currentTarget }) => onProfile({ phoneNumber: currentTarget.value })}
          />
        </div>
      </Section>
      <Section title={words.work}>
        <div className={styles.pair}>
          <TextInput
            name="jobTitle"
            label={words.jobTitle}
            autoComplete="organization-title"
            maxLength={120}
            value={profile.jobTitle}
            error={errors.jobTitle}
            onChange={({ currentTarget }) => onProfile({ jobTitle: currentTarget.value })}
          />
          <ManagerSelect
            self={profile.user}
            value={profile.manager}
            error={errors.manager}
            onChange={(manager) => onProfile({ manager })}
          />
          <LanguageSelect
            value={profile.language}
            error={errors.language}
            onChange={(language) => onProfile({ language })}
          />
          <TimezoneSelect
            value={profile.timezone}
            error={errors.timezone}
            onChange={(timezone) => onProfile({ timezone })}
          />
        </div>
      </Section>
    </>
  )
}

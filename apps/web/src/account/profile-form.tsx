import { Profile, User } from '@groundwork/domain'
import { Button } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { type FormEvent, useRef, useState } from 'react'
import { gw } from '../api/client.ts'
import { queryClient } from '../api/query-client.ts'
import { errorsBeforeSaving, errorsFromServer, type FormErrors } from '../resource/form-errors.ts'
import { UnsavedDialog } from '../resource/unsaved-dialog.tsx'
import { meQuery, useMe } from '../session/me.ts'
import { ProblemNote } from '../ui/problem.tsx'
import { Section } from '../ui/section.tsx'
import { toast } from '../ui/toast.tsx'
import { words as common } from '../ui/words.ts'
import { showMe } from './my-account.ts'
import { NotificationGrid } from './notification-grid.tsx'
import { type ProfileChanges, ProfileFields, type UserChanges } from './profile-fields.tsx'
import styles from './profile-form.module.css'
import { words } from './words.ts'

const isEmpty = (changes: object) => Object.keys(changes).length === 0

/** What a person says about themselves. Only what was changed is sent, so that nobody overwrites what they did not touch. */
export function ProfileForm() {
  const { user, profile } = useMe()
  const [userChanges, setUserChanges] = useState<UserChanges>({})
  const [profileChanges, setProfileChanges] = useState<ProfileChanges>({})
  const [password, setPassword] = useState('')
  const [errors, setErrors] = useState<FormErrors>({})
  const [problem, setProblem] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)

  const isDirty = !isEmpty(userChanges) || !isEmpty(profileChanges)
  const blocker = useBlocker({
    shouldBlockFn: () => isDirty,
    enableBeforeUnload: isDirty,
    withResolver: true,
  })
  const isNewAddress = userChanges.email !== undefined
  const shownUser = { ...user, ...userChanges }
  const shown = { ...profile, ...profileChanges }
  const setUser = (change: UserChanges) => setUserChanges((before) => withoutSame({ ...before, ...change }, user))
  const set = (change: ProfileChanges) => setProfileChanges((before) => withoutSame({ ...before, ...change }, profile))

  function tell(found: FormErrors) {
    setErrors(found)
    const [first] = Object.keys(found)
    const field = first && form.current?.elements.namedItem(first)
    if (field instanceof HTMLElement) field.focus()
  }

  async function submit(event: FormEvent) {
    event.preventDefault()
    setProblem(null)
    const found: FormErrors = {
      ...errorsBeforeSaving(User, userChanges, 'patch'),
      ...errorsBeforeSaving(Profile, profileChanges, 'patch'),
      ...(isNewAddress && !password && { password: common.passwordMissing }),
    }
    const told = found.phoneNumber ? { ...found, phoneNumber: words.phoneWrong } : found
    tell(told)
    if (isEmpty(told)) await save()
  }

  async function save() {
    setIsBusy(true)
    try {
      if (!isEmpty(userChanges)) {
        const values = { ...userChanges, ...(isNewAddress && { password }), version: user.version }
        const saved = await gw.user.update({ id: user.id, values })
        showMe({ user: saved })
        setUserChanges({})
        setPassword('')
      }
      if (!isEmpty(profileChanges)) {
        const saved = await gw.profile.updateMine({ values: { ...profileChanges, version: profile.version } })
        showMe({ profile: saved })
        setProfileChanges({})
      }
      toast(words.profileSaved)
    } catch (error) {
      const found = errorsFromServer(error)
      tell(found)
      if (isEmpty(found)) setProblem(error)
      // Another tab may have saved: what is typed here stays, and goes on top of what is there now.
      await queryClient.invalidateQueries(meQuery)
    } finally {
      setIsBusy(false)
    }
  }

  return (
    <form ref={form} onSubmit={submit} noValidate className={styles.form}>
      <ProfileFields
        user={shownUser}
        profile={shown}
        errors={errors}
        confirmation={isNewAddress ? { value: password, onChange: setPassword } : null}
        onUser={setUser}
        onProfile={set}
      />
      <Section title={words.notifications} hint={words.notificationsHint}>
        <NotificationGrid
          preferences={shown.notificationPreferences}
          onChange={(notificationPreferences) => set({ notificationPreferences })}
        />
      </Section>
      <ProblemNote error={problem} />
      <div className={styles.foot} data-dirty={isDirty || undefined}>
        <Button type="submit" loading={isBusy} disabled={!isDirty}>
          {words.saveProfile}
        </Button>
        {isDirty && (
          <Button
            variant="default"
            onClick={() => {
              setUserChanges({})
              setProfileChanges({})
              setPassword('')
              setErrors({})
              setProblem(null)
            }}
          >
            {common.cancel}
          </Button>
        )}
      </div>
      {blocker.status === 'blocked' && <UnsavedDialog onKeep={blocker.reset} onDiscard={blocker.proceed} />}
    </form>
  )
}

/** What was typed back to what it was is no change. */
function withoutSame<Changes extends object>(changes: Changes, saved: object): Changes {
  const before = saved as Readonly<Record<string, unknown>>
  const kept = Object.entries(changes).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]))
  return Object.fromEntries(kept) as Changes
}

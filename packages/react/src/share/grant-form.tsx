import { type SharePermission, sharePermissions } from '@groundwork/domain'
import { type FormEvent, useState } from 'react'
import { useGroundwork } from '../groundwork-provider.tsx'
import { Button } from '../ui/button.tsx'
import { CheckField, SelectField } from '../ui/field.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { words } from '../words.ts'
import { endOf, type Lifetime, lifetimes } from './lifetime.ts'
import styles from './share.module.css'
import type { Receiver } from './sharing-queries.ts'
import type { ShareTarget } from './sharing-types.ts'

interface GrantFormProps {
  readonly target: ShareTarget
  readonly receiver: Receiver
  readonly onDone: () => void
}

/** What somebody is given, for how long, and whether they may pass it on. */
export function GrantForm({ target, receiver, onDone }: GrantFormProps) {
  const { client, queryClient } = useGroundwork()
  const [permission, setPermission] = useState<SharePermission>('download')
  const [lifetime, setLifetime] = useState<Lifetime>('never')
  const [canReshare, setCanReshare] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)

  async function share(event: FormEvent) {
    event.preventDefault()
    setIsBusy(true)
    setProblem(null)
    const to = receiver.kind === 'user' ? { user: receiver.id } : { role: receiver.id }
    const expiresAt = endOf(lifetime, new Date())
    try {
      await client.fileShare.create({
        ...target,
        ...to,
        permission,
        canReshare,
        ...(expiresAt && { expiresAt }),
      })
      await queryClient.invalidateQueries({ queryKey: ['fileShare'] })
      await queryClient.invalidateQueries({ queryKey: ['file', 'access'] })
      onDone()
    } catch (error) {
      setProblem(error)
      setIsBusy(false)
    }
  }

  return (
    <form className={styles.chosen} onSubmit={share} aria-label={words.shareWithOne(receiver.name)}>
      <strong>{receiver.name}</strong>
      <ProblemNote error={problem} />
      <div className={styles.row}>
        <SelectField
          label={words.permission}
          value={permission}
          choices={sharePermissions.map((value) => ({ value, label: words.permissions[value] }))}
          onChange={setPermission}
        />
        <SelectField
          label={words.lifetime}
          value={lifetime}
          choices={lifetimes.map((value) => ({ value, label: words.lifetimes(value) }))}
          onChange={setLifetime}
        />
      </div>
      <CheckField
        label={words.mayReshare}
        checked={canReshare}
        onChange={({ currentTarget }) => setCanReshare(currentTarget.checked)}
      />
      <div className={styles.actions}>
        <Button onClick={onDone}>{words.cancel}</Button>
        <Button type="submit" isMain isBusy={isBusy} autoFocus>
          {words.share}
        </Button>
      </div>
    </form>
  )
}

import { type SharePermission, sharePermissions } from '@groundwork/domain'
import { IconTrash, IconUser, IconUsersGroup } from '@tabler/icons-react'
import { useState } from 'react'
import { useGroundwork } from '../groundwork-provider.tsx'
import { IconButton } from '../ui/button.tsx'
import { SelectField } from '../ui/field.tsx'
import { formatDay } from '../ui/format.ts'
import { ProblemNote } from '../ui/problem-note.tsx'
import { words } from '../words.ts'
import styles from './share.module.css'
import type { ShareRow } from './sharing-types.ts'

/** One who was given something: what, by whom, until when; to change or to take back. */
export function ShareItem({ share }: { share: ShareRow }) {
  const { client, queryClient } = useGroundwork()
  const [problem, setProblem] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)
  const { id, username, roleName, permission, canReshare, expiresAt, createdByUsername } = share
  const name = username ?? roleName ?? ''

  async function change(work: () => Promise<unknown>) {
    setIsBusy(true)
    setProblem(null)
    try {
      await work()
      await queryClient.invalidateQueries({ queryKey: ['fileShare'] })
      await queryClient.invalidateQueries({ queryKey: ['file', 'access'] })
    } catch (error) {
      setProblem(error)
    }
    setIsBusy(false)
  }

  const facts = [
    share.role !== null && words.role,
    words.sharedBy(createdByUsername),
    expiresAt && words.until(formatDay(expiresAt)),
    canReshare && words.resharing,
    share.effective === null && words.isDead,
    share.effective !== null && share.effective !== permission && words.weaker(share.effective),
  ].filter(Boolean)
  return (
    <li className={styles.item}>
      <span className={styles.face}>
        {share.role === null ? <IconUser size={16} aria-hidden /> : <IconUsersGroup size={16} aria-hidden />}
      </span>
      <span className={styles.who}>
        <span className={styles.name}>{name}</span>
        <span className={styles.about}>{facts.join(' · ')}</span>
      </span>
      <span className={styles.permission}>
        <SelectField<SharePermission>
          isLabelHidden
          label={words.permissionOf(name)}
          value={permission}
          disabled={isBusy}
          choices={sharePermissions.map((value) => ({ value, label: words.permissions[value] }))}
          onChange={(next) => void change(() => client.fileShare.update({ id, permission: next }))}
        />
      </span>
      <IconButton
        label={words.unshare(name)}
        disabled={isBusy}
        onClick={() => void change(() => client.fileShare.remove({ id }))}
      >
        <IconTrash size={16} />
      </IconButton>
      <ProblemNote error={problem} />
    </li>
  )
}

import { Button, Group, Modal } from '@mantine/core'
import { useEffect, useState } from 'react'
import { words as common } from '../ui/words.ts'
import { onInUse, type Refusal } from './in-use.ts'
import styles from './in-use-door.module.css'
import { UsersOf } from './users-of.tsx'
import { words } from './words.ts'

/** Wherever something is deleted that others need, this says who they are and leads to them. */
export function InUseDoor() {
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const close = () => setRefusal(null)
  useEffect(() => onInUse(setRefusal), [])
  if (!refusal) return null
  const { name, inUse } = refusal
  return (
    <Modal
      opened
      onClose={close}
      title={words.inUseTitle(name)}
      size={480}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <p className={styles.hint}>{inUse.usedBy.length > 0 ? words.inUseHint : words.inUseHidden}</p>
      {inUse.usedBy.map((users) => (
        <UsersOf key={users.resource} users={users} onFollow={close} />
      ))}
      {inUse.hasHidden && inUse.usedBy.length > 0 && <p className={styles.hint}>{words.inUseMoreHidden}</p>}
      <Group justify="flex-end" mt="md">
        <Button onClick={close} data-autofocus>
          {common.close}
        </Button>
      </Group>
    </Modal>
  )
}

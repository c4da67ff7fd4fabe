import { Button, Group, Modal } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { outlineOf, recordLink } from '../record/record-links.ts'
import { pluralTitle } from '../shell/resource-names.ts'
import { words as common } from '../ui/words.ts'
import { onInUse, type Refusal, type Users } from './in-use.ts'
import styles from './in-use-door.module.css'
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

function UsersOf({ users, onFollow }: { users: Users; onFollow: () => void }) {
  const outline = outlineOf(users.resource)
  const more = users.count - users.rows.length
  return (
    <section className={styles.users}>
      <h3 className={styles.heading}>
        {outline ? pluralTitle(outline) : users.label} <span className={styles.count}>{users.count}</span>
      </h3>
      <ul>
        {users.rows.map(({ id, title }) => {
          const link = recordLink(users.resource, id)
          return (
            <li key={id}>
              {link ? (
                <Link {...link} onClick={onFollow} className={styles.link ?? ''}>
                  {title || id}
                </Link>
              ) : (
                title || id
              )}
            </li>
          )
        })}
      </ul>
      {more > 0 && <p className={styles.hint}>{words.andMore(more)}</p>}
    </section>
  )
}

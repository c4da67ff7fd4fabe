import { UsersOf } from '../../resource/users-of.tsx'
import styles from '../details-pane.module.css'
import type { FileUsers } from './used-by-query.ts'
import { words } from './words.ts'

/** The records that point to a file, by their kinds. */
export function UsersList({ users: { usedBy, hidden } }: { users: FileUsers }) {
  return (
    <>
      {usedBy.map((users) => (
        <UsersOf key={users.resource} users={users} />
      ))}
      {hidden && <p className={styles.hint}>{words.hidden}</p>}
    </>
  )
}

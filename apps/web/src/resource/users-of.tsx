import { Link } from '@tanstack/react-router'
import { outlineOf, recordLink } from '../record/record-links.ts'
import { pluralTitle } from '../shell/resource-names.ts'
import type { Users } from './in-use.ts'
import styles from './in-use-door.module.css'
import { words } from './words.ts'

/** Rows of one kind, with the way to each. */
export function UsersOf({ users, onFollow }: { users: Users; onFollow?: () => void }) {
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
                <Link {...link} {...(onFollow && { onClick: onFollow })} className={styles.link ?? ''}>
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

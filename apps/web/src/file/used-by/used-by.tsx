import { useQuery } from '@tanstack/react-query'
import styles from '../details-pane.module.css'
import { isUsed, usedByQuery } from './used-by-query.ts'
import { UsersList } from './users-list.tsx'
import { words } from './words.ts'

/** The records that need a file. Nothing where none does: that is how it mostly is. */
export function UsedBy({ file }: { file: string }) {
  const { data } = useQuery(usedByQuery(file))
  if (!data || !isUsed(data)) return null
  return (
    <section aria-label={words.title}>
      <h3 className={styles.heading}>{words.title}</h3>
      <UsersList users={data} />
    </section>
  )
}

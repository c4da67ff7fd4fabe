import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useAbilities } from '../session/abilities.ts'
import { useMe } from '../session/me.ts'
import styles from './job.module.css'
import { mayAskForJobs } from './may-ask-for-jobs.ts'
import { ownJobsUnderWay } from './own-jobs-under-way.ts'
import { words } from './words.ts'

/** In the header while jobs of one's own are under way: how many, and the way to them. */
export function JobIndicator() {
  const { user } = useMe()
  const abilities = useAbilities()
  const query = useInfiniteQuery({ ...ownJobsUnderWay(user.id), enabled: mayAskForJobs(abilities) })
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? []
  // Rows become newer where they stand, so that one may be over by now.
  const count = rows.filter(({ status }) => status === 'PENDING' || status === 'RUNNING').length
  if (!count) return null
  return (
    <Link to="/data-jobs" className={styles.indicator} aria-label={words.running(count)} title={words.running(count)}>
      <span className={styles.ring} aria-hidden />
      <span className="tabular">{count}</span>
    </Link>
  )
}

import type { Filter } from '@groundwork/domain'
import { Skeleton } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { rowsQuery } from '../api/rows.ts'
import { countsInWords } from '../data-job/counts-in-words.ts'
import { SessionBadge } from '../import-session/session-badge.tsx'
import { Problem } from '../ui/problem.tsx'
import { Section } from '../ui/section.tsx'
import { When } from '../ui/when.tsx'
import styles from './dashboard.module.css'
import { words } from './words.ts'

const mostShown = 5

interface LatestSessionsProps {
  readonly organization: string
  readonly country: string | undefined
}

/** The newest sessions as they stand at this moment, which the numbers above are a little behind. */
export function LatestSessions({ organization, country }: LatestSessionsProps) {
  const filter: Filter | undefined = country ? { field: 'country', op: 'eq', value: country } : undefined
  const query = useInfiniteQuery(
    rowsQuery('importSession', { orderBy: ['-createdAt'], organizations: [organization], ...(filter && { filter }) }),
  )
  const rows = query.data?.pages[0]?.rows.slice(0, mostShown) ?? []
  const list = { to: '/$plural', params: { plural: 'import-sessions' } } as const
  return (
    <Section
      title={words.latest}
      aside={
        <Link {...list} search={country ? { filter: [`country:${country}`] } : {}} className={styles.more ?? ''}>
          {words.allSessions}
        </Link>
      }
    >
      {query.isPending && <Skeleton height={120} />}
      {query.error && !rows.length && <Problem error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && !rows.length && <p className={styles.soft}>{words.noSessions}</p>}
      <ul>
        {rows.map((session) => (
          <li key={session.id} className={styles.session}>
            <Link {...list} search={{ open: session.id }} className={styles.sessionName ?? ''}>
              {session.label}
            </Link>
            <SessionBadge status={session.status} />
            <span className={styles.soft}>{countsInWords(session) || '–'}</span>
            <span className={styles.when}>
              <When at={session.createdAt} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

import { IconUser } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useGroundwork } from '../groundwork-provider.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { words } from '../words.ts'
import styles from './share.module.css'
import { accessQuery } from './sharing-queries.ts'

/** Everybody who can open a file, and what gives them the right. */
export function AccessList({ file }: { file: string }) {
  const { client, queryClient } = useGroundwork()
  const { data, error, refetch } = useQuery(accessQuery(client, file), queryClient)
  if (error && !data) return <ProblemNote error={error} onRetry={() => void refetch()} />
  if (!data) return <div className={styles.skeleton} role="status" aria-label={words.loading} />
  if (!data.people.length) return <p className={styles.empty}>{words.nobodyHasAccess}</p>
  return (
    <>
      <ul className={styles.list} aria-label={words.access}>
        {data.people.map(({ user, username, right, reasons }) => (
          <li key={user} className={styles.item}>
            <span className={styles.face}>
              <IconUser size={16} aria-hidden />
            </span>
            <span className={styles.who}>
              <span className={styles.name}>{username}</span>
              {reasons.map((reason) => (
                <span key={reason.by === 'share' ? reason.share : reason.role} className={styles.about}>
                  {words.because(reason)}
                </span>
              ))}
            </span>
            <span className={styles.about}>{words.permissions[right]}</span>
          </li>
        ))}
      </ul>
      {data.isCut && <p className={styles.empty}>{words.moreHaveAccess}</p>}
      {data.dead.map(({ share, givenBy, to }) => (
        <p key={share} className={styles.empty}>
          {words.deadShare(givenBy, to)}
        </p>
      ))}
    </>
  )
}

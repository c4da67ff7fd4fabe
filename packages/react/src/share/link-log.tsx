import { useQuery } from '@tanstack/react-query'
import { useGroundwork } from '../groundwork-provider.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { When } from '../ui/when.tsx'
import { words } from '../words.ts'
import styles from './share.module.css'
import { linkUsesQuery } from './sharing-queries.ts'

/** Each time a link was used, the latest first. */
export function LinkLog({ link }: { link: string }) {
  const { client, queryClient } = useGroundwork()
  const { data, error, refetch } = useQuery({ ...linkUsesQuery(client, link), staleTime: 0 }, queryClient)
  return (
    <div className={styles.log}>
      {error && !data && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && <p className={styles.empty}>{words.neverUsed}</p>}
      {data && data.length > 0 && (
        <ul aria-label={words.uses}>
          {data.map((use) => (
            <li key={use.id} className={styles.about}>
              <When at={use.createdAt} /> · {words.useOf(use)}
              {use.ip && ` · ${use.ip}`}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

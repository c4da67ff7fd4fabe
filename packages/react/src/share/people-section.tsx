import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useGroundwork } from '../groundwork-provider.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { words } from '../words.ts'
import { GrantForm } from './grant-form.tsx'
import { ReceiverField } from './receiver-field.tsx'
import styles from './share.module.css'
import { ShareItem } from './share-item.tsx'
import { type Receiver, sharesQuery } from './sharing-queries.ts'
import type { ShareTarget } from './sharing-types.ts'

interface PeopleSectionProps {
  readonly target: ShareTarget
  readonly organization: string
}

/** Whom it is shared with, and sharing it with one more. */
export function PeopleSection({ target, organization }: PeopleSectionProps) {
  const { client, queryClient } = useGroundwork()
  const { data, error, refetch } = useQuery(sharesQuery(client, target), queryClient)
  const [receiver, setReceiver] = useState<Receiver | null>(null)
  return (
    <>
      <ReceiverField organization={organization} onPick={setReceiver} />
      {receiver && <GrantForm key={receiver.id} target={target} receiver={receiver} onDone={() => setReceiver(null)} />}
      {error && !data && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <div className={styles.skeleton} role="status" aria-label={words.loading} />}
      {data?.length === 0 && <p className={styles.empty}>{words.notShared}</p>}
      {data && data.length > 0 && (
        <ul className={styles.list} aria-label={words.sharedWith}>
          {data.map((share) => (
            <ShareItem key={share.id} share={share} />
          ))}
        </ul>
      )}
    </>
  )
}

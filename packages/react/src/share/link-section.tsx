import { IconLink } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useGroundwork } from '../groundwork-provider.tsx'
import { Button } from '../ui/button.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { words } from '../words.ts'
import { LinkForm } from './link-form.tsx'
import { LinkItem } from './link-item.tsx'
import { MadeLink } from './made-link.tsx'
import styles from './share.module.css'
import { linksQuery } from './sharing-queries.ts'
import type { ShareTarget } from './sharing-types.ts'

/** Links for people without an account: those there are, and one more. */
export function LinkSection({ target }: { target: ShareTarget }) {
  const { client, queryClient } = useGroundwork()
  const { data, error, refetch } = useQuery(linksQuery(client, target), queryClient)
  const [isMaking, setIsMaking] = useState(false)
  const [url, setUrl] = useState<string | null>(null)
  return (
    <>
      {url && <MadeLink url={url} />}
      {isMaking ? (
        <LinkForm
          target={target}
          onMade={(made) => {
            setUrl(made)
            setIsMaking(false)
          }}
          onClose={() => setIsMaking(false)}
        />
      ) : (
        <div>
          <Button isMain={!url} onClick={() => setIsMaking(true)}>
            <IconLink size={16} aria-hidden />
            {words.newLink}
          </Button>
        </div>
      )}
      {error && !data && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <div className={styles.skeleton} role="status" aria-label={words.loading} />}
      {data?.length === 0 && !isMaking && <p className={styles.empty}>{words.noLinks}</p>}
      {data && data.length > 0 && (
        <ul className={styles.list} aria-label={words.links}>
          {data.map((link) => (
            <LinkItem key={link.id} link={link} />
          ))}
        </ul>
      )}
    </>
  )
}

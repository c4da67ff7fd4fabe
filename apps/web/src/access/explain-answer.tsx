import type { RouterInputs, RouterOutputs } from '@groundwork/client'
import { Skeleton } from '@mantine/core'
import { IconCheck, IconX } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { gw } from '../api/client.ts'
import { Badge } from '../ui/badge.tsx'
import plain from '../ui/plain-table.module.css'
import { Problem } from '../ui/problem.tsx'
import styles from './explain-screen.module.css'
import { words } from './words.ts'

type Question = RouterInputs['access']['explain']
type Answer = RouterOutputs['access']['explain']

/** Yes or no, the sentence that says why, and every grant that speaks of it. */
export function ExplainAnswer({ question }: { question: Question }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['access', 'explain', question] as const,
    queryFn: ({ signal }) => gw.access.explain(question, { signal }),
    placeholderData: keepPreviousData,
  })
  if (error) return <Problem error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton height={120} />
  return (
    <section aria-live="polite" className={styles.answer}>
      <p className={styles.verdict} data-allowed={data.isAllowed}>
        {data.isAllowed ? <IconCheck size={20} aria-hidden /> : <IconX size={20} aria-hidden />}
        <span>
          <strong>{data.isAllowed ? words.allowed : words.refused}</strong> {data.words}.
        </span>
      </p>
      {data.grants.length > 0 && <Grants grants={data.grants} />}
    </section>
  )
}

function Grants({ grants }: { grants: Answer['grants'] }) {
  return (
    <table className={`${plain.table} ${styles.grants}`}>
      <caption>{words.grantsAbout}</caption>
      <thead>
        <tr>
          <th scope="col">{words.says}</th>
          <th scope="col">{words.role}</th>
          <th scope="col">{words.organization}</th>
          <th scope="col">{words.here}</th>
        </tr>
      </thead>
      <tbody>
        {grants.map(({ organization, organizationName, role, grant, verdict, words: sentence }) => (
          <tr key={`${organization} ${role} ${JSON.stringify(grant)}`}>
            <td>{sentence}</td>
            <td>{role}</td>
            <td>{organizationName}</td>
            <td>
              <Badge tone={verdict === 'allows' ? 'good' : verdict === 'other_action' ? 'plain' : 'warn'}>
                {words.verdicts[verdict]}
              </Badge>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

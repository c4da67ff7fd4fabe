import { Button } from '@mantine/core'
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { gw } from '../api/client.ts'
import { signOutEverywhere } from '../session/session.ts'
import { Badge } from '../ui/badge.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { each } from '../ui/each.ts'
import { formatDay } from '../ui/format.ts'
import { Problem } from '../ui/problem.tsx'
import sectionStyles from '../ui/section.module.css'
import { Section } from '../ui/section.tsx'
import { toastProblem } from '../ui/toast.tsx'
import { When } from '../ui/when.tsx'
import { deviceInWords } from './device-in-words.ts'
import styles from './list.module.css'
import { ListSkeleton } from './list-skeleton.tsx'
import { type SessionRow, sessionsQuery } from './sessions-query.ts'
import { words } from './words.ts'

/** Where one is signed in, and the means to end it there. */
export function SessionsSection() {
  const client = useQueryClient()
  const { data, error, refetch } = useQuery(sessionsQuery)
  const [asking, setAsking] = useState<'others' | 'everywhere' | null>(null)
  const others = data?.filter(({ isCurrent }) => !isCurrent) ?? []

  async function end({ id }: SessionRow) {
    await client.cancelQueries(sessionsQuery)
    client.setQueryData(sessionsQuery.queryKey, (shown) => shown?.filter((session) => session.id !== id))
    try {
      await gw.auth.revokeSession({ id })
    } catch (failure) {
      toastProblem(failure, words.notEnded)
    }
    await client.invalidateQueries(sessionsQuery)
  }

  async function endOthers() {
    try {
      await each(others, ({ id }) => gw.auth.revokeSession({ id }))
      setAsking(null)
    } finally {
      await client.invalidateQueries(sessionsQuery)
    }
  }

  return (
    <Section title={words.sessions} hint={words.sessionsHint}>
      {error && !data && <Problem error={error} onRetry={() => void refetch()} />}
      {!data && !error && <ListSkeleton label={words.loadingSessions} />}
      {data && (
        <>
          <ul className={styles.list} aria-label={words.sessions}>
            {data.map((session) => (
              <SessionItem key={session.id} session={session} onEnd={() => void end(session)} />
            ))}
          </ul>
          <div className={sectionStyles.actions}>
            {others.length > 0 && (
              <Button variant="default" onClick={() => setAsking('others')}>
                {words.endOthers}
              </Button>
            )}
            <Button variant="default" color="red" onClick={() => setAsking('everywhere')}>
              {words.signOutEverywhere}
            </Button>
          </div>
        </>
      )}
      {asking === 'others' && (
        <ConfirmDialog
          title={words.endOthersTitle(others.length)}
          confirmLabel={words.endOthers}
          onConfirm={endOthers}
          onClose={() => setAsking(null)}
        >
          <p>{words.endOthersHint}</p>
        </ConfirmDialog>
      )}
      {asking === 'everywhere' && (
        <ConfirmDialog
          title={words.everywhereTitle}
          confirmLabel={words.signOutEverywhere}
          isGrave
          onConfirm={signOutEverywhere}
          onClose={() => setAsking(null)}
        >
          <p>{words.everywhereHint}</p>
        </ConfirmDialog>
      )}
    </Section>
  )
}

function SessionItem({ session, onEnd }: { session: SessionRow; onEnd: () => void }) {
  const { userAgent, ip, lastUsedAt, createdAt, isCurrent } = session
  const device = deviceInWords(userAgent)
  const Icon = device.isPhone ? IconDeviceMobile : IconDeviceDesktop
  return (
    <li className={styles.item}>
      <span className={styles.icon}>
        <Icon size={18} stroke={1.6} aria-hidden />
      </span>
      <div className={styles.body}>
        <p className={styles.name} title={userAgent ?? undefined}>
          <strong>{device.words}</strong>
          {isCurrent && <Badge tone="good">{words.thisDevice}</Badge>}
        </p>
        <p className={styles.facts}>
          {ip && <span className="tabular">{ip}</span>}
          <span>
            {words.lastUsed} <When at={lastUsedAt} />
          </span>
          <span>{words.signedInOn(formatDay(createdAt))}</span>
        </p>
      </div>
      {!isCurrent && (
        <Button variant="default" size="compact-sm" aria-label={words.endOne(device.words)} onClick={onEnd}>
          {words.end}
        </Button>
      )}
    </li>
  )
}

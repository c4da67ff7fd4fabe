import { Anchor, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Problem } from '../ui/problem.tsx'
import styles from './card-page.module.css'
import { CardPage } from './card-page.tsx'
import { invitationQuery } from './invitation-query.ts'
import { JoinAsMember } from './join-as-member.tsx'
import { JoinAsNewcomer } from './join-as-newcomer.tsx'
import { invitationRefusal } from './link-refusal.ts'
import { words } from './words.ts'

const route = getRouteApi('/invitation')

/** Where the link of an invitation leads: what one is invited to, and the way in. */
export function InvitationScreen() {
  const { token = '' } = route.useSearch()
  const { data, error, refetch } = useQuery(invitationQuery(token))
  const [refused, setRefused] = useState<string | null>(null)
  const refusal = refused ?? (token ? invitationRefusal(error) : words.invitationSpentHint)

  if (refusal !== null) {
    return (
      <CardPage isOutcome title={words.invitationSpentTitle} hint={refusal}>
        <Anchor component={Link} to="/signin" size="sm">
          {words.backToSignIn}
        </Anchor>
      </CardPage>
    )
  }
  if (error) return <Problem error={error} onRetry={() => void refetch()} />
  if (!data) return <InvitationSkeleton />

  const { organizationName, roleName, email, expiresAt, isExistingUser } = data
  const Join = isExistingUser ? JoinAsMember : JoinAsNewcomer
  return (
    <CardPage
      title={words.invitedTitle(organizationName)}
      hint={
        <>
          <p>{words.invitedAs(roleName)}</p>
          <p>{words.invitedAddress(email)}</p>
          <p>{words.invitedUntil(expiresAt)}</p>
        </>
      }
    >
      <Join token={token} invitation={data} onRefused={setRefused} />
    </CardPage>
  )
}

function InvitationSkeleton() {
  return (
    <main className={styles.page} aria-busy aria-label={words.loadingInvitation}>
      <div className={styles.card}>
        <Skeleton width={32} height={32} />
        <Skeleton width={240} height={28} />
        <Skeleton height={60} />
        <Skeleton height={32} />
      </div>
    </main>
  )
}

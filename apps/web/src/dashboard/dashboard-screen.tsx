import { ImportSession } from '@groundwork/domain'
import { Button, Skeleton } from '@mantine/core'
import { IconChartBar, IconLock, IconSitemap } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useQuotaOrganization } from '../file/quota-bar.tsx'
import { OrganizationPicker } from '../organization/organization-picker.tsx'
import { useAbilities } from '../session/abilities.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Problem } from '../ui/problem.tsx'
import screen from '../ui/screen.module.css'
import { AsOf } from './as-of.tsx'
import { CountryChoice } from './country-choice.tsx'
import styles from './dashboard.module.css'
import type { DashboardSearch } from './dashboard-search.ts'
import { FilesInNumbers, SessionsInNumbers } from './in-numbers.tsx'
import { LatestSessions } from './latest-sessions.tsx'
import { statisticsQuery } from './statistics-query.ts'
import { words } from './words.ts'

/** What has come in and what became of it, in numbers: of one organization, and of one country or all that the reader may see. */
export function DashboardScreen() {
  const organization = useQuotaOrganization()
  const { can } = useAbilities()
  if (!organization) return <ChooseOrganization />
  if (!can('view', ImportSession, organization))
    return <EmptyState icon={IconLock} title={words.noViewTitle} hint={words.noViewHint} />
  return <Dashboard organization={organization} />
}

function ChooseOrganization() {
  const navigate = useNavigate()
  const choose = (org: string | null) =>
    void navigate({ to: '.', search: (before) => ({ ...before, org: org ?? undefined }) })
  return (
    <EmptyState
      icon={IconSitemap}
      title={words.chooseTitle}
      hint={words.chooseHint}
      action={
        <OrganizationPicker value={null} onPick={choose}>
          {(toggle) => <Button onClick={toggle}>{words.choose}</Button>}
        </OrganizationPicker>
      }
    />
  )
}

function Dashboard({ organization }: { organization: string }) {
  const { country } = useSearch({ strict: false }) as DashboardSearch
  const navigate = useNavigate()
  const query = useQuery(statisticsQuery(organization, country))
  const { data, error, isPlaceholderData } = query
  const isEmpty = data && data.files.total === 0 && data.sessions.total === 0
  return (
    <div className={styles.screen}>
      <div className={screen.titleRow}>
        <h1 className={screen.title}>{words.title}</h1>
        {data && <AsOf asOf={data.asOf} isFetching={query.isFetching} onRefresh={query.refetch} />}
        <CountryChoice
          value={country}
          onChange={(next) => void navigate({ to: '.', search: (before) => ({ ...before, country: next }) })}
        />
      </div>
      {query.isPending && <Waiting />}
      {error && !data && <Problem error={error} onRetry={() => void query.refetch()} />}
      {isEmpty && <Nothing organization={organization} country={country} />}
      {data && !isEmpty && (
        <div className={styles.sections} data-stale={isPlaceholderData || undefined} aria-busy={isPlaceholderData}>
          <SessionsInNumbers statistics={data} country={country} />
          <FilesInNumbers statistics={data} />
          <LatestSessions organization={organization} country={country} />
        </div>
      )}
    </div>
  )
}

/** As large as what will be there. */
const Waiting = () => (
  <div className={styles.sections} role="status" aria-label={words.loading}>
    <Skeleton height={480} radius={10} />
    <Skeleton height={480} radius={10} />
  </div>
)

function Nothing({ organization, country }: { organization: string; country: string | undefined }) {
  const { can } = useAbilities()
  const navigate = useNavigate()
  return (
    <EmptyState
      icon={IconChartBar}
      title={words.emptyTitle}
      hint={country ? words.emptyCountryHint : words.emptyHint}
      action={
        can('add', ImportSession, organization) && (
          <Button
            onClick={() =>
              void navigate({
                to: '/$plural',
                params: { plural: ImportSession.plural },
                search: { org: organization, open: 'new' },
              })
            }
          >
            {words.newSession}
          </Button>
        )
      }
    />
  )
}

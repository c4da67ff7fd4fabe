import { toGroundworkError } from '@groundwork/client'
import { type DataJobRow, isDryRun, resources } from '@groundwork/domain'
import { Skeleton } from '@mantine/core'
import { IconLock, IconShieldOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { rowQuery } from '../api/rows.ts'
import { useCurrentOrganization } from '../organization/organization-queries.ts'
import { useAbilities } from '../session/abilities.ts'
import { useMe } from '../session/me.ts'
import { pluralName } from '../shell/resource-names.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Problem } from '../ui/problem.tsx'
import { ChooseOrganization } from './choose-organization.tsx'
import { FileStep } from './file-step.tsx'
import { type ImportSearch, stepOf } from './import-search.ts'
import { JobStep } from './job-step.tsx'
import { PlanStep } from './plan-step.tsx'
import styles from './wizard.module.css'
import { WizardHead } from './wizard-head.tsx'
import { words } from './words.ts'

const route = getRouteApi('/app/$plural/import')

/** Brings rows in from a file, step by step, with a trial run before anything is written. The address says where one is. */
export function ImportScreen(): ReactNode {
  const { outline } = route.useLoaderData()
  const search = route.useSearch()
  const { can } = useAbilities()
  const resource = resources[outline.name]
  const plural = pluralName(outline)
  const { job, instead } = useImportJob(search.job, outline.name)
  const home = useHome()
  const organization = job?.organization ?? home
  const step = stepOf(search)
  const isApplied = job !== undefined && !isDryRun(job)

  if (!can('import', resource, organization))
    return <EmptyState icon={IconLock} title={words.noImportTitle(plural)} hint={words.noImportHint} />
  return (
    <div className={styles.screen}>
      <WizardHead
        title={words.title(plural)}
        plural={plural}
        path={outline.plural}
        current={step === 'check' && isApplied ? 'done' : step}
        search={search}
        isSettled={step === 'check' && isApplied}
      />
      {instead ?? <Step {...{ job, organization, search }} />}
    </div>
  )
}

interface StepProps {
  readonly job: DataJobRow | undefined
  readonly organization: string | undefined
  readonly search: ImportSearch
}

function Step({ job, organization, search }: StepProps) {
  const { outline } = route.useLoaderData()
  const navigate = route.useNavigate()
  const resource = resources[outline.name]
  const plural = pluralName(outline)
  const step = stepOf(search)
  const go = (next: ImportSearch) => void navigate({ search: (before) => ({ ...before, ...next }) })
  const file = search.file ?? job?.inputFiles.main

  if (step === 'check' && job) return <JobStep key={job.id} job={job} resource={resource} plural={plural} go={go} />
  if (organization === undefined)
    return (
      <ChooseOrganization
        resource={resource}
        onChosen={(org) => void navigate({ search: (before) => ({ ...before, org }) })}
      />
    )
  if (step === 'file' || step === 'check' || file === undefined)
    return (
      <FileStep
        resource={resource}
        organization={organization}
        onChosen={(chosen) => go({ file: chosen, job: undefined, step: undefined })}
      />
    )
  return <PlanStep {...{ resource, organization, file, job, step, go }} />
}

/** The chosen organization; without one, the only one there is. */
function useHome(): string | undefined {
  const current = useCurrentOrganization()
  const [only, ...others] = useMe().memberships
  return current ?? (others.length ? undefined : only?.organization)
}

/** The job of the address, kept true while it goes on; or what there is to see in its place. */
function useImportJob(id: string | undefined, target: string) {
  const { data: job, error, refetch } = useQuery({ ...rowQuery('dataJob', id ?? ''), enabled: id !== undefined })
  if (id === undefined) return { job: undefined, instead: null }
  const isOther = job && (job.jobType !== 'import' || job.target !== target)
  if (isOther || (!job && error && toGroundworkError(error).code === 'not_found'))
    return {
      job: undefined,
      instead: <EmptyState icon={IconShieldOff} title={words.goneJobTitle} hint={words.goneJobHint} />,
    }
  if (job) return { job, instead: null }
  return {
    job: undefined,
    instead: error ? <Problem error={error} onRetry={() => void refetch()} /> : <Skeleton height={240} m={16} />,
  }
}

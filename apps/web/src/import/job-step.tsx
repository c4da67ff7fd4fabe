import type { DataJobRow } from '@groundwork/domain'
import { isDryRun } from '@groundwork/domain'
import type { NamedResource } from '../resource/record-types.ts'
import { DoneStep } from './done-step.tsx'
import type { ImportSearch } from './import-search.ts'
import { ResultStep } from './result-step.tsx'
import { StoppedStep } from './stopped-step.tsx'
import { UnderWay } from './under-way.tsx'

export interface JobStepProps {
  readonly job: DataJobRow
  readonly resource: NamedResource
  readonly plural: string
  readonly go: (next: ImportSearch) => void
}

/** The plan, tried or carried out: as far as its job is. */
export function JobStep(props: JobStepProps) {
  const { job } = props
  const { status } = job
  if (status === 'PENDING' || status === 'RUNNING') return <UnderWay {...props} />
  if (status === 'READY') return <ResultStep {...props} />
  if (isDryRun(job) || status === 'FAILED') return <StoppedStep {...props} />
  return <DoneStep {...props} />
}

import type { DataJobRow } from '@groundwork/domain'
import type { NamedResource } from '../resource/record-types.ts'
import { FaultyRows } from './faulty-rows.tsx'
import type { MendedJob } from './use-mended-job.ts'
import wizard from './wizard.module.css'
import { words } from './words.ts'

interface LeftOutRowsProps {
  readonly job: DataJobRow
  readonly resource: NamedResource
  readonly mended: MendedJob
}

/** The rows that an import left out. Tried again, an insert would meet the rows that it has just made: those are only shown. */
export function LeftOutRows({ job, resource, mended }: LeftOutRowsProps) {
  const mayMend = job.parameters.mode !== 'insert'
  return (
    <>
      <p className={wizard.soft}>{mayMend ? words.stillFaulty : words.stillFaultyInsert}</p>
      <FaultyRows job={job} resource={resource} {...mended.rows} isReadOnly={!mayMend} />
    </>
  )
}

import type { DataJobRow } from '@groundwork/domain'
import { IconFileImport } from '@tabler/icons-react'
import { ButtonLink } from '../ui/button-link.tsx'
import { importWay } from './import-way.ts'
import { words } from './words.ts'

/** From a job to the steps it belongs to: its trial, its faulty rows, what came of it. */
export function ImportLink({ job }: { job: DataJobRow }) {
  const way = importWay(job)
  if (!way) return null
  return (
    <ButtonLink size="compact-sm" variant="default" leftSection={<IconFileImport size={16} />} {...way}>
      {words.goOn}
    </ButtonLink>
  )
}

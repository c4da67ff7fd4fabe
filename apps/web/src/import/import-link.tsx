import { outlines } from 'virtual:resource-outlines'
import type { DataJobRow } from '@groundwork/domain'
import { IconFileImport } from '@tabler/icons-react'
import { ButtonLink } from '../ui/button-link.tsx'
import { words } from './words.ts'

/** From a job to the steps it belongs to: its trial, its faulty rows, what came of it. */
export function ImportLink({ job }: { job: DataJobRow }) {
  const { id, jobType, target, organization, importSession, inputFiles } = job
  const plural = outlines.find(({ name, isImportable }) => name === target && isImportable)?.plural
  if (jobType !== 'import' || importSession || !inputFiles.main || plural === undefined) return null
  return (
    <ButtonLink
      size="compact-sm"
      variant="default"
      leftSection={<IconFileImport size={16} />}
      to="/$plural/import"
      params={{ plural }}
      search={{ org: organization, job: id }}
    >
      {words.goOn}
    </ButtonLink>
  )
}

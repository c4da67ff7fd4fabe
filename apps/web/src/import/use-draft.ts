import type { DataJobRow } from '@groundwork/domain'
import { useSessionStorage } from '@mantine/hooks'
import { useMemo } from 'react'
import { draftFrom, type ImportDraft } from './import-draft.ts'

interface DraftOf {
  readonly resource: string
  readonly file: string
  /** Whose plan is being changed. */
  readonly job: DataJobRow | undefined
}

/** What has been decided so far. The tab keeps it, so that loading the page again loses nothing; without it the job's plan speaks. */
export function useDraft({ resource, file, job }: DraftOf) {
  const [kept, keep] = useSessionStorage<ImportDraft | null>({
    key: `groundwork import ${resource} ${file}`,
    defaultValue: null,
    getInitialValueInEffect: false,
  })
  const draft = useMemo(() => draftFrom(kept ?? job?.parameters ?? {}), [kept, job])
  return [draft, keep] as const
}

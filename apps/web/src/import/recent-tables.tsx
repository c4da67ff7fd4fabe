import type { Filter } from '@groundwork/domain'
import { Skeleton, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { apiOf } from '../api/rows.ts'
import { FileIcon } from '../file/file-icon.tsx'
import { formatBytes } from '../ui/format.ts'
import { Problem } from '../ui/problem.tsx'
import { When } from '../ui/when.tsx'
import styles from './file-step.module.css'
import wizard from './wizard.module.css'
import { words } from './words.ts'

interface RecentTablesProps {
  readonly organization: string
  readonly onChosen: (file: string) => void
}

/** What a table's bytes are told to be. */
const tables: Filter = {
  and: [
    {
      field: 'mimeType',
      op: 'in',
      value: [
        'text/csv',
        'text/tab-separated-values',
        'application/x-ndjson',
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      ],
    },
    { field: 'status', op: 'eq', value: 'available' },
  ],
}
const mostShown = 6

/** The newest tables of the organization, or those of a name. */
export function RecentTables({ organization, onChosen }: RecentTablesProps) {
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed.trim(), 150)
  const { data, error, refetch } = useQuery({
    queryKey: ['file', 'tables', organization, search] as const,
    queryFn: ({ signal }) =>
      apiOf('file').list(
        {
          filter: tables,
          ...(search && { search }),
          orderBy: ['-createdAt'],
          organizations: [organization],
          limit: mostShown,
        },
        { signal },
      ),
    placeholderData: (before) => before,
  })
  if (error) return <Problem error={error} onRetry={() => void refetch()} />
  if (!data) return Array.from({ length: 3 }, (_, line) => <Skeleton key={line} height={32} />)
  if (!data.rows.length && search === '' && typed === '') return <p className={wizard.soft}>{words.noTables}</p>
  return (
    <>
      <TextInput
        aria-label={words.findFile}
        placeholder={words.findFile}
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      {!data.rows.length && <p className={wizard.soft}>{words.noTableFound}</p>}
      <ul aria-label={words.recent} className={styles.files}>
        {data.rows.map(({ id, originalFilename, fileSize, createdAt, kind }) => (
          <li key={id}>
            <button type="button" className={styles.file} onClick={() => onChosen(id)}>
              <FileIcon kind={kind} size={18} />
              <span className="truncate">{originalFilename}</span>
              <span className={styles.meta}>
                {formatBytes(fileSize)} · <When at={createdAt} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

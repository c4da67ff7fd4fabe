import { toGroundworkError } from '@groundwork/client'
import type { FileState } from '@groundwork/domain'
import { Button, Loader } from '@mantine/core'
import { IconFileOff, IconShieldX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { rowQuery } from '../api/rows.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Problem } from '../ui/problem.tsx'
import styles from './file-gate.module.css'
import { words } from './words.ts'

interface FileGateProps {
  readonly file: string
  readonly onOther: () => void
  readonly children: ReactNode
}

const onTheWay: ReadonlySet<FileState> = new Set(['pending', 'receiving', 'stored', 'scanning'])

/** Nothing of a file is read before it is known clean. Its verdict comes live. */
export function FileGate({ file, onOther, children }: FileGateProps) {
  const { data, error, refetch } = useQuery(rowQuery('file', file))
  const other = (
    <Button variant="default" onClick={onOther}>
      {words.otherFile}
    </Button>
  )
  if (error && !data) {
    return toGroundworkError(error).code === 'not_found' ? (
      <EmptyState icon={IconFileOff} title={words.goneTitle} hint={words.goneHint} action={other} />
    ) : (
      <Problem error={error} onRetry={() => void refetch()} />
    )
  }
  if (!data || onTheWay.has(data.status)) {
    return (
      <p role="status" className={styles.wait}>
        <Loader size={16} aria-hidden />
        {data && words.scanning(data.originalFilename)}
      </p>
    )
  }
  if (data.status !== 'available')
    return (
      <EmptyState
        icon={IconShieldX}
        tone="bad"
        title={words.refusedTitle}
        hint={`${data.statusReason ?? data.originalFilename}. ${words.refusedHint}`}
        action={other}
      />
    )
  return children
}

import { toGroundworkError } from '@groundwork/client'
import { Button, Skeleton } from '@mantine/core'
import { IconHistory, IconShieldOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type RowNamed, rowQuery } from '../api/rows.ts'
import facts from '../file/details-pane.module.css'
import { CopyButton } from '../ui/copy-button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { formatExact } from '../ui/format.ts'
import { Problem } from '../ui/problem.tsx'
import { SidePane } from '../ui/side-pane.tsx'
import { ActionBadge } from './action-badge.tsx'
import type { AuditSearch } from './audit-search.ts'
import { ChangesTable } from './changes-table.tsx'
import { resourceInWords, words } from './words.ts'

export type AuditRow = RowNamed<'auditEntry'>

interface EntryPaneProps {
  readonly id: string
  readonly onNarrow: (search: Partial<AuditSearch>) => void
  readonly onClose: () => void
}

/** One entry, whole: what became of which field, by whom, from where. */
export function EntryPane({ id, onNarrow, onClose }: EntryPaneProps) {
  const { data, error, refetch } = useQuery(rowQuery('auditEntry', id))
  const isGone = error && toGroundworkError(error).code === 'not_found'
  return (
    <SidePane label={words.entry} title={data?.objectRepr || words.entry} onClose={onClose}>
      {data && <Entry entry={data} onNarrow={onNarrow} />}
      {!data && !error && <Skeleton height={240} />}
      {isGone && <EmptyState icon={IconShieldOff} title={words.goneTitle} hint={words.goneHint} />}
      {error && !isGone && !data && <Problem error={error} onRetry={() => void refetch()} />}
    </SidePane>
  )
}

function Entry({ entry, onNarrow }: { entry: AuditRow; onNarrow: EntryPaneProps['onNarrow'] }) {
  const { actionType, resource, objectId, actorLabel, createdAt, changes, context } = entry
  return (
    <>
      <p>
        <ActionBadge actionType={actionType} />
      </p>
      <dl className={facts.facts}>
        <Fact label={words.when} value={formatExact(createdAt)} />
        <Fact label={words.who} value={actorLabel} />
        <Fact label={words.through} value={powerOf(entry)} />
        <Fact label={words.kind} value={resourceInWords(resource)} />
        <Fact label={words.address} value={textOf(context.ip)} />
        <Fact label={words.device} value={textOf(context.userAgent)} />
        <Fact label={words.reason} value={textOf(context.reason)} />
        <Fact label={words.request} value={textOf(context.requestId)} isCopied />
      </dl>
      {objectId && (
        <div>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconHistory size={16} />}
            onClick={() => onNarrow({ kind: [resource], object: objectId })}
          >
            {words.wholeHistory}
          </Button>
        </div>
      )}
      <ChangesTable resource={resource} changes={changes} />
    </>
  )
}

function Fact({ label, value, isCopied = false }: { label: string; value: string; isCopied?: boolean }) {
  if (!value) return null
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {value}
        {isCopied && <CopyButton value={value} label={words.copy(label)} />}
      </dd>
    </>
  )
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '')

const powerOf = ({ apiKey, context }: AuditRow) =>
  apiKey ? words.throughKey : context.asSuperuser === true ? words.throughSuperuser : ''

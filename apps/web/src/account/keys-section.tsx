import { Button } from '@mantine/core'
import { IconKey, IconPlus, IconRefresh, IconTrash } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { gw } from '../api/client.ts'
import { useMe } from '../session/me.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { formatDay } from '../ui/format.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Problem } from '../ui/problem.tsx'
import { Section } from '../ui/section.tsx'
import { When } from '../ui/when.tsx'
import { type KeyRow, keysQuery } from './keys-query.ts'
import styles from './list.module.css'
import { ListSkeleton } from './list-skeleton.tsx'
import { NewKeyDialog } from './new-key-dialog.tsx'
import { ShownKeyDialog } from './shown-key-dialog.tsx'
import { words } from './words.ts'

type Step =
  | { readonly kind: 'creating' }
  | { readonly kind: 'rotating' | 'revoking'; readonly row: KeyRow }
  | { readonly kind: 'shown'; readonly name: string; readonly key: string }

/** Keys for programs that act in one's own name. */
export function KeysSection() {
  const client = useQueryClient()
  const { data, error, refetch } = useQuery(keysQuery)
  const [step, setStep] = useState<Step | null>(null)
  const close = () => setStep(null)

  function show(made: { readonly name: string; readonly key: string }) {
    setStep({ kind: 'shown', ...made })
    void client.invalidateQueries(keysQuery)
  }

  return (
    <Section
      title={words.keys}
      hint={words.keysHint}
      aside={
        <Button leftSection={<IconPlus size={16} />} onClick={() => setStep({ kind: 'creating' })}>
          {words.newKey}
        </Button>
      }
    >
      {error && !data && <Problem error={error} onRetry={() => void refetch()} />}
      {!data && !error && <ListSkeleton label={words.loadingKeys} />}
      {data?.length === 0 && <p className={styles.empty}>{words.noKeys}</p>}
      {data && data.length > 0 && (
        <ul className={styles.list} aria-label={words.keys}>
          {data.map((row) => (
            <KeyItem
              key={row.id}
              row={row}
              onRotate={() => setStep({ kind: 'rotating', row })}
              onRevoke={() => setStep({ kind: 'revoking', row })}
            />
          ))}
        </ul>
      )}
      {step?.kind === 'creating' && <NewKeyDialog onCreated={show} onClose={close} />}
      {step?.kind === 'shown' && <ShownKeyDialog name={step.name} value={step.key} onClose={close} />}
      {step?.kind === 'rotating' && (
        <ConfirmDialog
          title={words.rotateTitle(step.row.name)}
          confirmLabel={words.rotate}
          onConfirm={async () => show(await gw.apiKey.rotate({ id: step.row.id }))}
          onClose={close}
        >
          <p>{words.rotateHint}</p>
        </ConfirmDialog>
      )}
      {step?.kind === 'revoking' && (
        <ConfirmDialog
          title={words.revokeTitle(step.row.name)}
          confirmLabel={words.revoke}
          isGrave
          onConfirm={async () => {
            await gw.apiKey.revoke({ id: step.row.id })
            close()
            await client.invalidateQueries(keysQuery)
          }}
          onClose={close}
        >
          <p>{words.revokeHint}</p>
        </ConfirmDialog>
      )}
    </Section>
  )
}

interface KeyItemProps {
  readonly row: KeyRow
  readonly onRotate: () => void
  readonly onRevoke: () => void
}

function KeyItem({ row, onRotate, onRevoke }: KeyItemProps) {
  const { memberships } = useMe()
  const { name, prefix, organization, grants, expiresAt, lastUsedAt } = row
  const place = memberships.find((membership) => membership.organization === organization)?.organizationName
  const isExpired = expiresAt !== null && new Date(expiresAt) <= new Date()
  return (
    <li className={styles.item}>
      <span className={styles.icon}>
        <IconKey size={18} stroke={1.6} aria-hidden />
      </span>
      <div className={styles.body}>
        <p className={styles.name}>
          <strong>{name}</strong>
          <span className="mono">{prefix}…</span>
        </p>
        <p className={styles.facts}>
          <span>{organization === null ? words.everyOrganization : (place ?? words.oneOrganization)}</span>
          <span>{grants === null ? words.limitOf.everything.label : words.grantCount(grants.length)}</span>
          {isExpired ? (
            <span className={styles.warn}>{words.expired}</span>
          ) : (
            <span>{expiresAt === null ? words.neverExpires : words.expiresOn(formatDay(expiresAt))}</span>
          )}
          <span>
            {lastUsedAt === null ? (
              words.neverUsed
            ) : (
              <>
                {words.lastUsed} <When at={lastUsedAt} />
              </>
            )}
          </span>
        </p>
      </div>
      <IconButton label={words.rotateOne(name)} onClick={onRotate}>
        <IconRefresh size={16} />
      </IconButton>
      <IconButton label={words.revokeOne(name)} onClick={onRevoke}>
        <IconTrash size={16} />
      </IconButton>
    </li>
  )
}

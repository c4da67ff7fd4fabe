import { Button, TextInput } from '@mantine/core'
import { IconArchive, IconGavel } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { gw } from '../../api/client.ts'
import { putRows } from '../../api/row-cache.ts'
import { canOn } from '../../session/abilities.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { formatDay } from '../../ui/format.ts'
import styles from '../details-pane.module.css'
import type { FileRow } from '../file-queries.ts'
import { words } from './words.ts'

/** What keeps a file from going: a legal hold, a promise to keep it. Those who may set or lift a hold do it here. */
export function HoldSection({ file }: { file: FileRow }) {
  const client = useQueryClient()
  const [isAsking, setIsAsking] = useState(false)
  const [reason, setReason] = useState('')
  const { id, legalHold, retainUntil, originalFilename } = file
  const isRetained = retainUntil !== null && new Date(retainUntil) > new Date()
  const mayHold = canOn('hold', file)
  if (!legalHold && !isRetained && !mayHold) return null

  async function confirm() {
    const change = { id, reason: reason.trim() }
    putRows(client, 'file', [legalHold ? await gw.file.releaseHold(change) : await gw.file.hold(change)])
    setIsAsking(false)
    setReason('')
  }

  return (
    <section aria-label={words.title}>
      {(legalHold || isRetained) && <h3 className={styles.heading}>{words.title}</h3>}
      {legalHold && (
        <p className={styles.keep}>
          <IconGavel size={16} aria-hidden />
          <span>
            <strong>{words.held}</strong> {words.heldHint}
          </span>
        </p>
      )}
      {isRetained && (
        <p className={styles.keep}>
          <IconArchive size={16} aria-hidden />
          <span>
            <strong>{words.retained(formatDay(retainUntil))}</strong> {words.retainedHint}
          </span>
        </p>
      )}
      {mayHold && (
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconGavel size={16} />}
          onClick={() => setIsAsking(true)}
        >
          {legalHold ? words.release : words.hold}
        </Button>
      )}
      {isAsking && (
        <ConfirmDialog
          title={legalHold ? words.releaseTitle(originalFilename) : words.holdTitle(originalFilename)}
          confirmLabel={legalHold ? words.releaseConfirm : words.holdConfirm}
          isDisabled={!reason.trim()}
          onConfirm={confirm}
          onClose={() => setIsAsking(false)}
        >
          <p>{legalHold ? words.releaseAbout : words.holdAbout}</p>
          <TextInput
            mt="sm"
            label={words.reason}
            description={words.reasonHint}
            maxLength={500}
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
        </ConfirmDialog>
      )}
    </section>
  )
}

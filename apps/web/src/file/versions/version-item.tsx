import { Menu } from '@mantine/core'
import { IconArrowsDiff, IconDownload, IconPencil, IconRestore, IconTrash } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { gw } from '../../api/client.ts'
import { putRows } from '../../api/row-cache.ts'
import { RowMenu } from '../../grid/row-menu.tsx'
import { canOn } from '../../session/abilities.ts'
import { Badge } from '../../ui/badge.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { formatBytes } from '../../ui/format.ts'
import { toast, toastProblem } from '../../ui/toast.tsx'
import { When } from '../../ui/when.tsx'
import type { FileRow } from '../file-queries.ts'
import { NameVersionDialog } from './name-version-dialog.tsx'
import { saveVersion } from './save-version.ts'
import type { VersionRow } from './version-queries.ts'
import styles from './versions.module.css'
import { versionsKey } from './versions-key.ts'
import { words } from './words.ts'

interface VersionItemProps {
  readonly file: FileRow
  readonly version: VersionRow
  readonly onCompare: () => void
}

/** One version: what it was, who made it, and what can still be done with it. */
export function VersionItem({ file, version, onCompare }: VersionItemProps) {
  const client = useQueryClient()
  const [step, setStep] = useState<'naming' | 'removing' | null>(null)
  const { number, isCurrent, label, fileName, fileSize, status, statusReason, restoredFrom } = version
  const isGood = status === 'available'
  const reload = () => client.invalidateQueries({ queryKey: versionsKey(file.id) })

  async function restore() {
    try {
      putRows(client, 'file', [await gw.file.restoreFileVersion({ id: file.id, number })])
      await reload()
      toast(words.restored(number))
    } catch (error) {
      toastProblem(error, words.notRestored)
    }
  }

  const may = {
    compare: isGood && !isCurrent && canOn('download', file),
    download: isGood && canOn('download', file),
    restore: isGood && !isCurrent && canOn('change', file) && !file.legalHold,
    name: canOn('change', file) && !file.legalHold,
    remove: !isCurrent && canOn('purge', file) && !file.legalHold,
  }
  return (
    <li className={styles.item}>
      <div className={styles.about}>
        <span className={styles.head}>
          <strong>{label ?? words.version(number)}</strong>
          {isCurrent && <Badge tone="good">{words.current}</Badge>}
          {!isGood && <Badge tone="warn">{words.states[status] ?? status}</Badge>}
        </span>
        <span className={styles.facts}>
          {label !== null && `${words.version(number)} · `}
          {formatBytes(fileSize)} · {version.createdByUsername ?? '–'} · <When at={version.createdAt} />
          {restoredFrom !== null && ` · ${words.restoredFrom(restoredFrom)}`}
        </span>
        {fileName !== file.originalFilename && <span className={styles.facts}>{fileName}</span>}
        {statusReason && <span className={styles.reason}>{statusReason}</span>}
      </div>
      {Object.values(may).some(Boolean) && (
        <RowMenu label={words.actionsFor(number)}>
          {may.compare && (
            <Menu.Item leftSection={<IconArrowsDiff size={16} />} onClick={onCompare}>
              {words.compare}
            </Menu.Item>
          )}
          {may.download && (
            <Menu.Item leftSection={<IconDownload size={16} />} onClick={() => void saveVersion(file.id, number)}>
              {words.download}
            </Menu.Item>
          )}
          {may.restore && (
            <Menu.Item leftSection={<IconRestore size={16} />} onClick={() => void restore()}>
              {words.restore}
            </Menu.Item>
          )}
          {may.name && (
            <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setStep('naming')}>
              {words.name}
            </Menu.Item>
          )}
          {may.remove && (
            <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => setStep('removing')}>
              {words.remove}
            </Menu.Item>
          )}
        </RowMenu>
      )}
      {step === 'naming' && (
        <NameVersionDialog file={file.id} version={version} onClose={() => setStep(null)} onNamed={reload} />
      )}
      {step === 'removing' && (
        <ConfirmDialog
          title={words.removeTitle(number)}
          confirmLabel={words.remove}
          isGrave
          onConfirm={async () => {
            await gw.file.removeVersion({ id: file.id, number })
            setStep(null)
            await reload()
          }}
          onClose={() => setStep(null)}
        >
          <p>{words.removeHint(fileName)}</p>
        </ConfirmDialog>
      )}
    </li>
  )
}

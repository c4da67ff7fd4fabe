import type { FileState } from '@groundwork/domain'
import { Button } from '@mantine/core'
import { IconDownload, IconEye, IconTrash, IconUserPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { FileImports } from '../lineage/file-imports.tsx'
import { CustomFieldsEditor } from '../resource/custom-fields-editor.tsx'
import { canOn } from '../session/abilities.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import styles from './details-pane.module.css'
import type { DetailsPaneProps } from './details-pane.tsx'
import { fileEntry } from './entry.ts'
import { addressOf } from './entry-address.ts'
import { FavouriteButton } from './favourite-button.tsx'
import { FileFacts } from './file-facts.tsx'
import { FilePicture } from './file-picture.tsx'
import type { FileRow } from './file-queries.ts'
import { HoldSection } from './hold/hold-section.tsx'
import { NameInput } from './name-input.tsx'
import { StateSection } from './quarantine/state-section.tsx'
import { TagEditor } from './tag-editor.tsx'
import { UsedBy } from './used-by/used-by.tsx'
import { words } from './words.ts'

type DetailsTabProps = Omit<DetailsPaneProps, 'id' | 'onClose'> & { readonly file: FileRow }

/** What a file is, where it stands, and what can be done with it. */
export function DetailsTab({ file, actions, onPreview, onShare, onDelete }: DetailsTabProps) {
  const [isRenaming, setIsRenaming] = useState(false)
  const mayChange = canOn('change', file) && !file.legalHold
  const isOpenable = file.status === 'available' && canOn('download', file)
  return (
    <>
      <button
        type="button"
        className={styles.picture}
        disabled={!isOpenable}
        onClick={() => onPreview(file)}
        aria-label={words.open}
      >
        <FilePicture file={file} />
      </button>
      <StateSection file={file} />
      <div className={styles.actions}>
        {isOpenable && (
          <>
            <Button variant="default" leftSection={<IconEye size={16} />} onClick={() => onPreview(file)}>
              {words.open}
            </Button>
            <IconButton
              label={words.download}
              size={32}
              variant="default"
              onClick={() => void actions.download([file])}
            >
              <IconDownload size={16} />
            </IconButton>
          </>
        )}
        {isShareable(file) && (
          <IconButton label={words.share} size={32} variant="default" onClick={() => onShare(file)}>
            <IconUserPlus size={16} />
          </IconButton>
        )}
        <FavouriteButton file={file} />
        {canOn('delete', file) && !file.legalHold && (
          <IconButton
            label={words.delete}
            size={32}
            variant="default"
            className={styles.delete}
            onClick={() => onDelete(file)}
          >
            <IconTrash size={16} />
          </IconButton>
        )}
      </div>
      <HoldSection file={file} />
      <section>
        <h3 className={styles.heading}>{words.name}</h3>
        {isRenaming ? (
          <NameInput
            name={file.originalFilename}
            onDone={(name) => {
              setIsRenaming(false)
              if (name) void actions.rename(file, name)
            }}
          />
        ) : (
          <p className={styles.name}>
            {file.originalFilename} <CopyButton value={addressOf(fileEntry(file))} label={words.copyAddress} />
            {mayChange && (
              <Button size="compact-xs" variant="subtle" onClick={() => setIsRenaming(true)}>
                {words.rename}
              </Button>
            )}
          </p>
        )}
      </section>
      <TagEditor file={file} mayChange={mayChange} onChange={(tags) => void actions.setTags(file, tags)} />
      <FileFacts file={file} />
      <UsedBy file={file.id} />
      <FileImports file={file.id} />
      <CustomFieldsEditor
        fields={file.customFields}
        mayChange={mayChange}
        onChange={(fields) => void actions.setCustomFields(file, fields)}
      />
    </>
  )
}

/** Nobody could open what was refused or never came. */
const dead: ReadonlySet<FileState> = new Set(['quarantined', 'unscannable', 'failed', 'damaged'])
const isShareable = (file: FileRow): boolean => canOn('share', file) && !dead.has(file.status)

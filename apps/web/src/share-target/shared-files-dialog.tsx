import { Button, Group, Input, Modal } from '@mantine/core'
import { useState } from 'react'
import { FileIcon, kindOfName } from '../file/file-icon.tsx'
import { FolderPicker } from '../file/folder-picker.tsx'
import { OrganizationPicker } from '../organization/organization-picker.tsx'
import { useOrganizationName } from '../organization/organization-queries.ts'
import { governed, useAbilities } from '../session/abilities.ts'
import { ChooserButton } from '../ui/chooser-button.tsx'
import { formatBytes } from '../ui/format.ts'
import { useReturnFocus } from '../ui/use-return-focus.ts'
import { words as common } from '../ui/words.ts'
import { useUploadTarget } from '../upload/upload-door.tsx'
import type { ReceivedShare } from './received-share.ts'
import styles from './shared-files-dialog.module.css'
import { words } from './words.ts'

type SharedFiles = ReceivedShare['files']

interface SharedFilesDialogProps {
  readonly files: SharedFiles
  readonly onUpload: (organization: string, folder: string | null) => void
  readonly onDecline: () => void
  /** Decides nothing: the files stay where they are. */
  readonly onClose: () => void
}

/** What came through the share sheet, and where it goes. Nothing is sent unasked: any page can send a form to this address. */
export function SharedFilesDialog({ files, onUpload, onDecline, onClose }: SharedFilesDialogProps) {
  useReturnFocus()
  const target = useUploadTarget()
  const { can } = useAbilities()
  const isPossible = (id: string) => can('add', governed.file, id)
  const [organization, setOrganization] = useState(target !== undefined && isPossible(target) ? target : null)
  const [folder, setFolder] = useState<string | null>(null)
  const organizationName = useOrganizationName(organization ?? undefined)
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.title(files.length)}
      size={440}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <FileList files={files} />
      <p className={styles.hint}>{words.hint}</p>
      <Input.Wrapper label={words.organization} labelElement="div">
        <OrganizationPicker
          value={organization}
          isOffered={isPossible}
          onPick={(id) => {
            setOrganization(id)
            setFolder(null)
          }}
        >
          {(toggle) => (
            <ChooserButton
              // Not the button that sends: somebody may be typing when it opens.
              isFirst
              label={organization ? `${words.organization}: ${organizationName}` : words.chooseOrganization}
              onClick={toggle}
            >
              {organization ? organizationName : words.chooseOrganization}
            </ChooserButton>
          )}
        </OrganizationPicker>
      </Input.Wrapper>
      {organization && (
        <Input.Wrapper label={words.folder} labelElement="div" mt={12}>
          <FolderPicker organization={organization} value={folder} label={words.folder} onPick={setFolder} />
        </Input.Wrapper>
      )}
      <Group justify="flex-end" mt="md" gap={8}>
        <Button variant="default" onClick={onDecline}>
          {words.decline}
        </Button>
        <Button disabled={!organization} onClick={() => organization && onUpload(organization, folder)}>
          {words.upload}
        </Button>
      </Group>
    </Modal>
  )
}

/** So many names say enough. */
const mostNamed = 4

function FileList({ files }: { files: SharedFiles }) {
  const others = files.length - mostNamed
  return (
    <ul className={styles.list} aria-label={words.list}>
      {files.slice(0, mostNamed).map(({ name, bytes }, index) => (
        // Two photos of one name may be shared, and the list never changes.
        <li key={index} className={styles.file}>
          <FileIcon kind={kindOfName(name)} size={18} />
          <span className={styles.name} title={name}>
            {name}
          </span>
          <span className={styles.size}>{formatBytes(bytes)}</span>
        </li>
      ))}
      {others > 0 && <li className={styles.others}>{words.others(others)}</li>}
    </ul>
  )
}

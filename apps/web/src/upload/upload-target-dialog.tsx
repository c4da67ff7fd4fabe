import { Button, Group, Modal } from '@mantine/core'
import { useState } from 'react'
import { OrganizationPicker } from '../organization/organization-picker.tsx'
import { useOrganizationName } from '../organization/organization-queries.ts'
import { governed, useAbilities } from '../session/abilities.ts'
import { ChooserButton } from '../ui/chooser-button.tsx'
import { words as common } from '../ui/words.ts'
import { words } from './words.ts'

interface UploadTargetDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onChoose: (organization: string) => void
}

/** A file belongs to exactly one organization; with all of them on the screen, somebody has to say which. */
export function UploadTargetDialog({ isOpen, onClose, onChoose }: UploadTargetDialogProps) {
  const [chosen, setChosen] = useState<string | null>(null)
  const name = useOrganizationName(chosen ?? undefined)
  const { can } = useAbilities()
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={words.chooseTitle}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <OrganizationPicker value={chosen} isOffered={(id) => can('add', governed.file, id)} onPick={setChosen}>
        {(toggle) => (
          <ChooserButton isFirst onClick={toggle}>
            {chosen ? name : words.chooseOrganization}
          </ChooserButton>
        )}
      </OrganizationPicker>
      <p style={{ marginTop: 8, color: 'var(--gw-text-soft)' }}>{words.chooseHint}</p>
      <Group justify="flex-end" mt="md" gap={8}>
        <Button variant="default" onClick={onClose}>
          {common.cancel}
        </Button>
        <Button disabled={!chosen} onClick={() => chosen && onChoose(chosen)}>
          {words.start}
        </Button>
      </Group>
    </Modal>
  )
}

import { copyText } from '@groundwork/react/parts'
import { Button, Group, Modal, TextInput } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { words as common } from '../ui/words.ts'
import { words } from './words.ts'

interface ShownKeyDialogProps {
  readonly name: string
  readonly value: string
  readonly onClose: () => void
}

/** The only time that the key is to be seen: so neither Escape nor a stray click takes it away. */
export function ShownKeyDialog({ name, value, onClose }: ShownKeyDialogProps) {
  const [copying, setCopying] = useState<'done' | 'refused' | null>(null)
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.shownKeyTitle(name)}
      size={520}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
    >
      <p style={{ marginBottom: 16 }}>{words.shownKeyHint}</p>
      <TextInput
        readOnly
        label={words.key}
        value={value}
        classNames={{ input: 'mono' }}
        onFocus={({ currentTarget }) => currentTarget.select()}
        error={copying === 'refused' ? common.copyFailed : undefined}
      />
      <span role="status" style={{ position: 'absolute', clipPath: 'inset(50%)' }}>
        {copying === 'done' && common.copied}
      </span>
      <Group justify="flex-end" gap={8} mt="md">
        <Button
          data-autofocus
          variant={copying === 'done' ? 'default' : 'filled'}
          leftSection={copying === 'done' ? <IconCheck size={16} /> : <IconCopy size={16} />}
          onClick={async () => setCopying((await copyText(value)) ? 'done' : 'refused')}
        >
          {copying === 'done' ? common.copied : words.copy}
        </Button>
        <Button variant={copying === 'done' ? 'filled' : 'default'} onClick={onClose}>
          {words.keyKept}
        </Button>
      </Group>
    </Modal>
  )
}

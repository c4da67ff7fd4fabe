import { Button } from '@mantine/core'
import { IconEyeOff } from '@tabler/icons-react'
import { EmptyState } from '../../ui/empty-state.tsx'
import { words } from '../words.ts'

export function NoPreview({ onDownload, hint = words.noPreviewHint }: { onDownload: () => void; hint?: string }) {
  return (
    <EmptyState
      icon={IconEyeOff}
      title={words.noPreviewTitle}
      hint={hint}
      action={<Button onClick={onDownload}>{words.download}</Button>}
    />
  )
}

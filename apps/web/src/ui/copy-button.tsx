import { copyText } from '@groundwork/react/parts'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { IconButton } from './icon-button.tsx'
import { toast } from './toast.tsx'
import { words } from './words.ts'

/** Copies a value and says so in place. */
export function CopyButton({ value, label }: { value: string; label: string }) {
  const [isCopied, setIsCopied] = useState(false)
  return (
    <IconButton
      label={isCopied ? words.copied : label}
      size={24}
      onBlur={() => setIsCopied(false)}
      onClick={async () => {
        if (await copyText(value)) setIsCopied(true)
        else toast(words.copyFailed)
      }}
    >
      {isCopied ? <IconCheck size={14} /> : <IconCopy size={14} />}
    </IconButton>
  )
}

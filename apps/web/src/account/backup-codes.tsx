import { copyText } from '@groundwork/react/parts'
import { Button, Group } from '@mantine/core'
import { IconCopy, IconDownload, IconPrinter } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { saveText } from '../ui/save-text.ts'
import { toast } from '../ui/toast.tsx'
import { words as common } from '../ui/words.ts'
import styles from './second-factor.module.css'
import { words } from './words.ts'

interface BackupCodesProps {
  readonly codes: readonly string[]
  readonly username: string
  readonly onDone: () => void
}

/** The way in without the app. They are shown this once: to copy, to save, to print. */
export function BackupCodes({ codes, username, onDone }: BackupCodesProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const [isCopied, setIsCopied] = useState(false)
  const sheet = `${words.codesSheet(username, window.location.host)}\n\n${codes.join('\n')}\n`

  useEffect(() => heading.current?.focus(), [])

  return (
    <div className={styles.codes}>
      <h3 ref={heading} tabIndex={-1}>
        {words.codesTitle}
      </h3>
      <p>{words.codesHint}</p>
      <div className={styles.sheet} data-print>
        <p className={styles.sheetTitle}>{words.codesSheet(username, window.location.host)}</p>
        <ul className={styles.codeList} aria-label={words.codesTitle}>
          {codes.map((code) => (
            <li key={code} className="mono">
              {code}
            </li>
          ))}
        </ul>
      </div>
      <Group gap={8}>
        <Button
          variant="default"
          leftSection={<IconCopy size={16} />}
          onClick={async () => {
            if (await copyText(codes.join('\n'))) setIsCopied(true)
            else toast(common.copyFailed)
          }}
        >
          {isCopied ? common.copied : words.copy}
        </Button>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} />}
          onClick={() => saveText(words.codesFile, sheet)}
        >
          {words.download}
        </Button>
        <Button variant="default" leftSection={<IconPrinter size={16} />} onClick={() => window.print()}>
          {words.print}
        </Button>
      </Group>
      <div>
        <Button onClick={onDone}>{words.codesKept}</Button>
      </div>
    </div>
  )
}

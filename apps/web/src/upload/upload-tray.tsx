import { Button, Progress } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { IconButton } from '../ui/icon-button.tsx'
import { UploadList } from './upload-list.tsx'
import type { UploadSnapshot } from './upload-queue.ts'
import { secondsLeft } from './upload-summary.ts'
import styles from './upload-tray.module.css'
import { uploads, useUploads } from './uploads.ts'
import { words } from './words.ts'

/** What is being uploaded and what became of it. Stays while screens change; folds away; closes when all is over. */
export function UploadTray() {
  const snapshot = useUploads()
  const [isFolded, setIsFolded] = useState(false)
  const { items, summary } = snapshot
  const { counts } = summary

  useEffect(() => {
    if (!items.length) setIsFolded(false)
  }, [items.length])
  if (!items.length) return null

  const headline = headlineOf(snapshot)
  return (
    <section className={styles.tray} aria-label={words.tray}>
      <header className={styles.header}>
        <div className={styles.summary}>
          <strong role="status">{headline}</strong>
          <span className={`${styles.numbers} tabular`}>{summary.isActive && numbersOf(snapshot)}</span>
        </div>
        <IconButton label={isFolded ? words.expand : words.collapse} aria-expanded={!isFolded} onClick={() => setIsFolded(!isFolded)}>
          {isFolded ? <IconChevronUp size={16} /> : <IconChevronDown size={16} />}
        </IconButton>
        {!summary.isActive && (
          <IconButton label={words.dismiss} onClick={uploads.clear}>
            <IconX size={16} />
          </IconButton>
        )}
      </header>
      {counts.waiting + counts.sending > 0 && (
        <Progress
          size={3}
          radius={0}
          value={(summary.sentBytes / Math.max(1, summary.totalBytes)) * 100}
          aria-label={words.progress}
        />
      )}
      {!isFolded && <UploadList items={items} />}
      {!isFolded && (counts.waiting + counts.sending > 1 || counts.failed > 0) && (
        <footer className={styles.footer}>
          {counts.failed > 0 && (
            <Button size="compact-sm" variant="default" onClick={uploads.retryAll}>
              {words.retryAll}
            </Button>
          )}
          {counts.waiting + counts.sending > 1 && (
            <Button size="compact-sm" variant="subtle" color="gray" onClick={uploads.cancelAll}>
              {words.cancelAll}
            </Button>
          )}
        </footer>
      )}
    </section>
  )
}

function headlineOf({ summary }: UploadSnapshot): string {
  const { waiting, sending, checking } = summary.counts
  if (waiting + sending > 0) return words.uploading(summary)
  return checking > 0 ? words.checking(summary) : words.finished(summary)
}

function numbersOf({ summary, speed }: UploadSnapshot): string {
  if (!summary.counts.waiting && !summary.counts.sending) return ''
  const left = secondsLeft(summary, speed)
  return [
    words.amount(summary),
    ...(speed === null ? [] : [words.speed(speed)]),
    ...(left === null ? [] : [words.left(left)]),
  ].join(' · ')
}

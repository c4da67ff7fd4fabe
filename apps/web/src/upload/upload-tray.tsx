import { Progress } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react'
import { Suspense, useState } from 'react'
import { IconButton } from '../ui/icon-button.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'
import { NotLoadedNote } from '../ui/not-loaded.tsx'
import type { UploadSnapshot } from './upload-queue.ts'
import styles from './upload-tray.module.css'
import { uploads, useUploads } from './uploads.ts'
import { words } from './words.ts'

const UploadList = lazyPart(
  () => import('./upload-list.tsx').then((part) => part.UploadList),
  () => <NotLoadedNote />,
)

/** What is being uploaded and what became of it. Stays while screens change; folds away; closes when all is over. */
export function UploadTray() {
  const snapshot = useUploads()
  return snapshot.items.length > 0 && <Tray snapshot={snapshot} />
}

function Tray({ snapshot }: { snapshot: UploadSnapshot }) {
  const [isFolded, setIsFolded] = useState(false)
  const { summary } = snapshot
  const { waiting, sending, paused } = summary.counts
  const isSending = waiting + sending > 0
  return (
    <section className={styles.tray} aria-label={words.tray}>
      <header className={styles.header}>
        <div className={styles.summary}>
          {/* Said aloud when it is over, not at every step. */}
          <strong aria-live={summary.isActive ? 'off' : 'polite'}>{headlineOf(snapshot)}</strong>
          {isSending && <span className={`${styles.numbers} tabular`}>{numbersOf(snapshot)}</span>}
        </div>
        <IconButton
          label={isFolded ? words.expand : words.collapse}
          aria-expanded={!isFolded}
          onClick={() => setIsFolded(!isFolded)}
        >
          {isFolded ? <IconChevronUp size={16} /> : <IconChevronDown size={16} />}
        </IconButton>
        {!summary.isActive && (
          <IconButton label={words.dismiss} onClick={uploads.clear}>
            <IconX size={16} />
          </IconButton>
        )}
      </header>
      {(isSending || paused > 0) && (
        <Progress
          size={3}
          radius={0}
          {...(!isSending && { color: 'gray' })}
          value={(summary.sentBytes / Math.max(1, summary.totalBytes)) * 100}
          aria-label={words.progress}
        />
      )}
      {!isFolded && (
        <Suspense>
          <UploadList {...snapshot} />
        </Suspense>
      )}
    </section>
  )
}

function headlineOf({ summary }: UploadSnapshot): string {
  const { waiting, sending, paused, interrupted, checking } = summary.counts
  if (waiting + sending > 0) return words.uploading(summary)
  if (paused + interrupted > 0) return words.resting(summary)
  return checking > 0 ? words.checking(summary) : words.finished(summary)
}

function numbersOf({ summary, speed, secondsLeft }: UploadSnapshot): string {
  const known = [
    words.amount(summary),
    speed !== null && words.speed(speed),
    secondsLeft !== null && words.left(secondsLeft),
  ]
  return known.filter(Boolean).join(' · ')
}

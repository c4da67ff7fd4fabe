import { IconRefresh, IconUpload, IconX } from '@tabler/icons-react'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { Button, IconButton } from '../ui/button.tsx'
import { useIsTouch } from '../ui/use-is-touch.ts'
import { words } from '../words.ts'
import { readChosen, readDropped } from './dropped-files.ts'
import styles from './file-drop.module.css'
import { createTransfers, type Send, type Transfer, type Transfers } from './transfers.ts'

/** A place to drop files, and how each that was dropped fares. Where they go is the sender's business. */
export function FileDrop({ send }: { send: Send }) {
  const sender = useRef(send)
  sender.current = send
  const [transfers] = useState(() => createTransfers((file, options) => sender.current(file, options)))
  const items = useSyncExternalStore(transfers.subscribe, transfers.snapshot)
  const [isOver, setIsOver] = useState(false)
  const [unread, setUnread] = useState<readonly string[]>([])
  const here = useIsTouch() ? words.chooseHere : words.uploadHere
  const input = useRef<HTMLInputElement>(null)
  const folderInput = useRef<HTMLInputElement>(null)
  useEffect(() => () => transfers.cancelAll(), [transfers])
  return (
    <div>
      <section
        className={styles.drop}
        aria-label={here}
        data-over={isOver || undefined}
        onDragOver={(event) => {
          event.preventDefault()
          setIsOver(true)
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          event.stopPropagation()
          setIsOver(false)
          setUnread([])
          readDropped(event.dataTransfer, transfers.add).then(setUnread, window.reportError)
        }}
      >
        <IconUpload size={32} stroke={1.5} aria-hidden />
        {here}
        <span className={styles.ways}>
          <Button isMain onClick={() => input.current?.click()}>
            {words.chooseFiles}
          </Button>
          <Button onClick={() => folderInput.current?.click()}>{words.chooseFolder}</Button>
        </span>
        <input
          ref={input}
          type="file"
          multiple
          className={styles.input}
          aria-label={words.chooseFiles}
          onChange={({ currentTarget }) => {
            transfers.add(currentTarget.files ?? [])
            currentTarget.value = ''
          }}
        />
        <input
          ref={(element) => {
            folderInput.current = element
            // React's types know no such attribute.
            if (element) element.webkitdirectory = true
          }}
          type="file"
          multiple
          className={styles.input}
          aria-label={words.chooseFolder}
          onChange={({ currentTarget }) => {
            readChosen(currentTarget.files ?? [], transfers.add)
            currentTarget.value = ''
          }}
        />
      </section>
      {unread.length > 0 && (
        <p className={styles.unread} role="alert">
          {words.unread(unread)}
        </p>
      )}
      {items.length > 0 && (
        <ul className={styles.list} aria-label={words.uploads}>
          {items.map((item) => (
            <TransferItem key={item.id} item={item} transfers={transfers} />
          ))}
        </ul>
      )}
    </div>
  )
}

function TransferItem({ item, transfers }: { item: Transfer; transfers: Transfers }) {
  const { id, name, bytes, sent, stage, reason } = item
  const isOnItsWay = stage === 'waiting' || stage === 'sending'
  return (
    <li className={styles.item} data-stage={stage}>
      <span className={styles.name} title={name}>
        {name}
      </span>
      <span className={styles.stage}>
        {stage === 'sending' ? words.percent(sent / Math.max(1, bytes)) : words.transferStages[stage]}
      </span>
      {isOnItsWay && (
        <IconButton label={words.cancelOne(name)} onClick={() => transfers.cancel(id)}>
          <IconX size={16} />
        </IconButton>
      )}
      {(stage === 'failed' || stage === 'cancelled') && (
        <IconButton label={words.retryOne(name)} onClick={() => transfers.retry(id)}>
          <IconRefresh size={16} />
        </IconButton>
      )}
      {reason && stage === 'failed' && <span className={styles.reason}>{reason}</span>}
    </li>
  )
}

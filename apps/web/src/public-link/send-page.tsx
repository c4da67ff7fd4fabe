import { type PublicLink, toGroundworkError } from '@groundwork/client'
import { Button, useIsTouch } from '@groundwork/react/parts'
import { IconAlertCircle, IconCircleX, IconCloudUpload } from '@tabler/icons-react'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { formatBytes } from '../ui/format.ts'
import { DropZone } from '../upload/drop-zone.tsx'
import { onOffer } from '../upload/offer-files.ts'
import { pickFiles, pickFolder } from '../upload/pick-files.ts'
import { Unread } from '../upload/read-dropped.ts'
import type { OpenLink } from './link-page.tsx'
import { type LinkUploads, openLinkUploads } from './link-uploads.ts'
import own from './send-page.module.css'
import { SendSummary } from './send-summary.tsx'
import { SentList } from './sent-list.tsx'
import { words } from './words.ts'

/** A place to put files and folders, and nothing of what others have put there. */
export function SendPage({ link, shown }: { link: PublicLink; shown: OpenLink }) {
  const { takes, expiresAt } = shown
  const [end, setEnd] = useState<unknown>(null)
  const [uploads] = useState(() =>
    openLinkUploads(link, takes, (error) => {
      setEnd(error)
      uploads.cancelAll()
    }),
  )
  const snapshot = useSyncExternalStore(uploads.subscribe, uploads.snapshot)
  const { items, summary } = snapshot
  const isOver = end !== null
  const { isReading, unread } = useOffers(uploads)
  const isActive = summary.isActive || isReading
  useLeaving(isActive, uploads.leave)
  const name = shown.name ?? shown.target
  const ways = useIsTouch() ? words.choosing : words.dropping
  const most = takes && Math.max(...Object.values(takes.maxBytes))
  return (
    <div className={own.page}>
      <div className={own.head}>
        <h1>{words.uploadTitle(name)}</h1>
        <p>{words.uploadHint}</p>
      </div>
      {isOver ? (
        <div className={own.over} role="alert">
          <IconCircleX size={20} aria-hidden />
          <div>
            <strong>{words.overTitle}</strong>
            <p>{words.overHint(toGroundworkError(end).detail)}</p>
          </div>
        </div>
      ) : (
        <section className={own.place} data-small={items.length > 0 || undefined} aria-label={ways.place}>
          <IconCloudUpload size={32} stroke={1.5} aria-hidden />
          <p className={own.ask}>{ways[takes?.folders === false ? 'files' : 'anything']}</p>
          <div className={own.ways}>
            <Button isMain={!items.length} onClick={pickFiles}>
              {words.chooseFiles}
            </Button>
            {takes?.folders !== false && <Button onClick={pickFolder}>{words.chooseFolder}</Button>}
          </div>
          <p className={own.limits}>
            {[most !== null && words.most(formatBytes(most)), expiresAt && words.openUntil(expiresAt)]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </section>
      )}
      {unread && (
        <div className={own.over} role="alert">
          <IconAlertCircle size={20} aria-hidden />
          <p>{words.unread(unread)}</p>
        </div>
      )}
      {/* Said aloud when it is over, not at every step. It stands here before there is something to say: only then is it heard. */}
      <p className={own.spoken} role="status">
        {items.length > 0 && !isActive && words.headline(summary)}
      </p>
      {items.length > 0 && (
        <section className={own.sent} aria-label={words.uploads}>
          <SendSummary snapshot={snapshot} uploads={uploads} isOver={isOver} isReading={isReading} />
          <SentList items={items} uploads={uploads} isOver={isOver} />
        </section>
      )}
      {!isOver && <DropZone target={name} />}
    </div>
  )
}

/** Sends what is dropped, chosen or pasted. Of a folder some may be impossible to read: that it was not sent must not go unsaid. */
function useOffers(uploads: LinkUploads): { readonly isReading: boolean; readonly unread: readonly string[] | null } {
  const [reading, setReading] = useState(0)
  const [unread, setUnread] = useState<readonly string[] | null>(null)
  useEffect(
    () =>
      onOffer((offer) => {
        setUnread(null)
        setReading((count) => count + 1)
        void uploads
          .take(offer)
          .catch((error: unknown) => setUnread(error instanceof Unread ? error.paths : []))
          .finally(() => setReading((count) => count - 1))
      }),
    [uploads],
  )
  return { isReading: reading > 0, unread }
}

/** Asks before the page is closed while something is on its way; once it is closed the server need not wait. */
function useLeaving(isActive: boolean, leave: () => void): void {
  useEffect(() => {
    const ended = new AbortController()
    const { signal } = ended
    if (isActive) window.addEventListener('beforeunload', (event) => event.preventDefault(), { signal })
    window.addEventListener('pagehide', ({ persisted }) => persisted || leave(), { signal })
    return () => ended.abort()
  }, [isActive, leave])
}

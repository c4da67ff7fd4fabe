import type { PublicLink } from '@groundwork/client'
import { FileDrop } from '@groundwork/react/parts'
import styles from './link-page.module.css'
import type { OpenLink } from './link-page.tsx'
import { words } from './words.ts'

/** A place to put files, and nothing of what others have put there. */
export function UploadPage({ link, shown }: { link: PublicLink; shown: OpenLink }) {
  return (
    <>
      <div className={styles.head}>
        <div className={styles.about}>
          <h1>{words.uploadTitle(shown.name ?? shown.target)}</h1>
          <p className={styles.soft}>{words.uploadHint}</p>
          {shown.expiresAt && <p className={styles.soft}>{words.until(shown.expiresAt)}</p>}
        </div>
      </div>
      <FileDrop
        send={(file, { signal, onSent }) =>
          link.upload(file, { signal, onProgress: ({ sentBytes }) => onSent(sentBytes) })
        }
      />
    </>
  )
}

import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { copyText } from '../ui/copy.ts'
import field from '../ui/field.module.css'
import { words } from '../words.ts'
import styles from './share.module.css'

/** The address of a new link. Nobody can show it again: only its fingerprint is kept. */
export function MadeLink({ url }: { url: string }) {
  const [isCopied, setIsCopied] = useState(false)
  return (
    <div className={styles.made} role="status">
      <strong>{isCopied ? words.linkCopied : words.linkMade}</strong>
      <div className={styles.url}>
        <input
          readOnly
          className={field.input}
          aria-label={words.linkAddress}
          value={url}
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
        <Button isMain autoFocus onClick={async () => setIsCopied(await copyText(url))}>
          {words.copy}
        </Button>
      </div>
      <span className={styles.about}>{words.linkOnce}</span>
    </div>
  )
}

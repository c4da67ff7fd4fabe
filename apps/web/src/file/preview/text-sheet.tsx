import type { ReactNode } from 'react'
import { formatBytes } from '../../ui/format.ts'
import { words } from '../words.ts'
import styles from './file-preview.module.css'
import { mostTextBytes } from './use-bytes.ts'

/** A page to read on: a note above where there is one, the rest scrolls, by keyboard too. */
export function Sheet({ name, note, children }: { name: string; note?: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.sheet}>
      {note && <div className={styles.sheetHead}>{note}</div>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={styles.scroll} tabIndex={0} aria-label={name} data-scrolls>
        {children}
      </section>
    </div>
  )
}

export function TextSheet({ name, text, isCut }: { name: string; text: string; isCut: boolean }) {
  return (
    <Sheet name={name} note={isCut && <span>{words.textCut(formatBytes(mostTextBytes))}</span>}>
      <pre className={styles.text}>{text}</pre>
    </Sheet>
  )
}
